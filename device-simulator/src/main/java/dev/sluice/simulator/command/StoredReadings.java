package dev.sluice.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.audit.Audit;
import dev.sluice.simulator.decode.Decoded;
import dev.sluice.simulator.decode.ValueDecoder;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.progress.ProgressLine;
import dev.sluice.simulator.readback.StoredRecord;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Decodes each record that Kafka holds, shows some of different devices, and hands all to the audit. */
final class StoredReadings implements Consumer<StoredRecord> {

    private final ValueDecoder decoder;
    private final Audit audit;
    private final int show;
    private final ProgressLine progress;
    private final PrintWriter out;
    private final Set<String> shown = new HashSet<>();
    private long count;

    StoredReadings(ValueDecoder decoder, Audit audit, int show, ProgressLine progress, PrintWriter out) {
        this.decoder = decoder;
        this.audit = audit;
        this.show = show;
        this.progress = progress;
        this.out = out;
    }

    long count() {
        return count;
    }

    @Override
    public void accept(StoredRecord record) {
        Decoded decoded = decoder.decode(record.value());
        count++;
        if (shown.size() < show && shown.add(key(record.key()))) {
            out.println(record.place() + "  key " + key(record.key()) + "  "
                    + decoded.<String>fold(reading -> reading.text().get(), failed -> "(" + failed.reason() + ")"));
            out.flush();
        }
        decoded.<Void>fold(reading -> stored(record, reading), failed -> undecodable(record, failed));
        if (count % 1024 == 0) {
            progress.show(() -> "read " + Figures.count(count) + " records");
        }
    }

    private Void stored(StoredRecord record, Decoded.Reading reading) {
        String partition = record.topic() + "-" + record.partition();
        audit.stored(reading.device(), reading.seq(), partition, record.eventId(), record.marked());
        return null;
    }

    private Void undecodable(StoredRecord record, Decoded.Undecodable failed) {
        audit.undecodable(record.place(), failed.reason());
        return null;
    }

    private static String key(byte[] key) {
        return key == null ? "none" : new String(key, UTF_8);
    }
}
