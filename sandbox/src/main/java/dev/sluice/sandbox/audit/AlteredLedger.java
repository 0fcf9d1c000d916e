package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a ledger in which the first device claims one acknowledgement more: of a message that it never sent. What the file looks like
 * is described with the simulator's package {@code ledger}.
 */
final class AlteredLedger {

    private static final int FIRST_DEVICE = 2;
    private static final Pattern TOTAL = Pattern.compile("(total devices=\\d+ sent=)(\\d+)( acknowledged=)(\\d+)");

    private AlteredLedger() {}

    static Path of(Path ledger, Path copy) {
        try {
            return Files.write(copy, altered(Files.readAllLines(ledger)));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot copy " + ledger + ": " + e.getMessage(), e);
        }
    }

    static List<String> altered(List<String> ledger) {
        List<String> lines = new ArrayList<>(ledger);
        String[] device = lines.get(FIRST_DEVICE).split(" ");
        String[] sent = device[1].split("-");
        long invented = Long.parseLong(sent[1]) + 1;
        lines.set(FIRST_DEVICE, device[0] + " " + sent[0] + "-" + invented + " " + device[2] + "," + invented);
        Matcher total = TOTAL.matcher(lines.get(lines.size() - 1));
        if (!total.matches()) {
            throw new IllegalArgumentException("no totals at the end of the ledger");
        }
        lines.set(
                lines.size() - 1,
                total.group(1)
                        + (Long.parseLong(total.group(2)) + 1)
                        + total.group(3)
                        + (Long.parseLong(total.group(4)) + 1));
        return lines;
    }
}
