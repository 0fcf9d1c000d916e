package dev.sluice.bridge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;

/** Where records go whose own topic neither exists nor may be made. */
final class Quarantine {

    static final String INTENDED_TOPIC = "sluice.intended-topic";

    private Quarantine() {}

    /** The same record for the quarantine topic, with a header that says where it should have gone. */
    static OutgoingRecord detour(OutgoingRecord record, String quarantine) {
        var headers = new ArrayList<>(record.headers());
        headers.add(new OutgoingHeader(INTENDED_TOPIC, record.topic().getBytes(UTF_8)));
        return new OutgoingRecord(
                quarantine, record.key(), record.value(), record.timestampMillis(), headers, record.awaited());
    }
}
