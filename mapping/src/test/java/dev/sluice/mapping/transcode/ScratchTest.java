package dev.sluice.mapping.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ScratchTest {

    private static final Schema SCHEMA = Transcoding.record("{'name': 's', 'type': 'string'},"
            + "{'name': 'm', 'type': {'type': 'map', 'values': {'type': 'array', 'items': 'double'}}},"
            + "{'name': 'again', 'type': {'type': 'array', 'items': 'test.Reading'}}");

    @Test
    void aHugePayloadLeavesNoHugeBuffersBehind() throws PlanInvalid {
        Pass pass = new Pass(new int[0], 0);
        byte[] huge = ("\"\\n" + "x".repeat(1_000_000) + "\"").getBytes(UTF_8);
        pass.begin(huge, 0, huge.length, FieldValues.NONE);
        new ScalarCoders.OfString().encode(pass);
        pass.openFrame(1_000_000);
        KeySet keys = pass.openKeySet();
        IntStream.range(0, 100_000).forEach(i -> keys.add(pass.body, 10 * i, 10 * i + 4));

        pass.end();

        assertThat(pass.body.array().length).isLessThanOrEqualTo(AvroBuffer.KEPT);
        assertThat(pass.frames.length).isLessThanOrEqualTo(16 * 1024);
        assertThat(pass.in.text.capacity()).isLessThanOrEqualTo(16 * 1024);
        assertThat(keys.capacity()).isLessThanOrEqualTo(64);
        assertThat(pass.in.json).isNull();
    }

    @Test
    void anOutputBufferGivesBackWhatAHugeRecordNeeded() {
        AvroBuffer out = new AvroBuffer();
        out.writeFixed(new byte[1_000_000]);

        assertThat(out.clear().array().length).isLessThanOrEqualTo(AvroBuffer.KEPT);
    }

    @Test
    void anOrdinaryPayloadAllocatesNothing() throws PlanInvalid {
        JsonToAvro transcoder = JsonToAvro.compile(SCHEMA, FieldPlan.byName());
        byte[] json = document(3).getBytes(UTF_8);
        AvroBuffer out = new AvroBuffer();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                transcoder.transcode(json, 0, json.length, FieldValues.NONE, out.clear());
            }
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(best / 1000).isZero();
    }

    @Test
    void threadsDoNotDisturbEachOther() throws PlanInvalid {
        JsonToAvro transcoder = JsonToAvro.compile(SCHEMA, FieldPlan.byName());
        SlowReference reference = new SlowReference(SCHEMA);
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    AvroBuffer out = new AvroBuffer();
                    for (int i = 0; i < 500; i++) {
                        byte[] json = document((thread + i) % 7).getBytes(UTF_8);
                        transcoder.transcode(json, 0, json.length, FieldValues.NONE, out.clear());
                        assertThat(out.toByteArray()).isEqualTo(reference.transcode(json));
                    }
                }))
                .toList();

        threads.forEach(CompletableFuture::join);
    }

    /** Nested so many levels deep, its keys in another order at every second one. */
    private static String document(int depth) {
        String s = "\"s\": \"text\\n " + depth + "\"";
        String m = "\"m\": {\"a\": [1.5, 2.25], \"b\": []}";
        String again = "\"again\": [" + (depth == 0 ? "" : document(depth - 1)) + "]";
        return "{" + String.join(",", depth % 2 == 0 ? List.of(s, m, again) : List.of(again, s, m)) + "}";
    }
}
