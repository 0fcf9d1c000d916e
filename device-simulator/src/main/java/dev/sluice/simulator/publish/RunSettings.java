package dev.sluice.simulator.publish;

import dev.sluice.simulator.ledger.LedgerFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a run goes.
 *
 * @param reconnect whether devices come back; without it a run ends when the last one is gone
 * @param seconds after which nothing new is published; 0 = no limit
 * @param until a file that, once it is there, ends publishing; acknowledgements are still waited for
 * @param connectSeconds how long devices may take to connect before publishing begins without the rest
 * @param gradually whether publishing begins with the first device that is connected, rather than with the last
 * @param warmUpSeconds at the beginning of publishing, which are in no percentile
 * @param waitAcksSeconds how long to wait for acknowledgements after the last message
 */
public record RunSettings(
        String address,
        int qos,
        boolean reconnect,
        double seconds,
        Optional<Path> until,
        double connectSeconds,
        boolean gradually,
        double warmUpSeconds,
        double waitAcksSeconds,
        Optional<LedgerFile> ledger) {}
