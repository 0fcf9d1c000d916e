package dev.sluice.mapping.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What the transcoder writes is, byte for byte, what Jackson's tree and Avro's own encoder make of the same document. */
class EqualToReferenceTest {

    @Property(tries = 5000)
    void anyDocumentBecomesTheSameBytesOrIsRefusedByBoth(@ForAll("cases") RandomCase random) throws PlanInvalid {
        byte[] payload = random.payload();
        byte[] expected = new SlowReference(random.schema()).transcode(payload);
        JsonToAvro transcoder = JsonToAvro.compile(random.schema(), FieldPlan.byName());
        AvroBuffer out = new AvroBuffer();

        // Twice, since the second time the order of the keys is expected.
        for (int round = 0; round < 2; round++) {
            out.clear();
            Transcoded outcome = transcoder.transcode(payload, 0, payload.length, FieldValues.NONE, out);

            assertThat(outcome instanceof Transcoded.Encoded).as("%s", outcome).isEqualTo(expected != null);
            assertThat(out.toByteArray()).isEqualTo(expected == null ? new byte[0] : expected);
        }
        if (expected != null) {
            assertThat(Transcoding.decode(random.schema(), expected)).isNotNull();
        }
        Statistics.label("accepted")
                .collect(expected != null)
                .coverage(c -> Stream.of(true, false)
                        .forEach(accepted -> c.check(accepted).percentage(p -> p > 5)));
    }

    @Property(tries = 2000)
    void aDocumentWithAFlippedByteIsNeverAnException(@ForAll("cases") RandomCase random, @ForAll long seed)
            throws PlanInvalid {
        byte[] payload = random.payload();
        Random flip = new Random(seed);
        payload[flip.nextInt(payload.length)] = (byte) flip.nextInt(256);
        AvroBuffer out = new AvroBuffer();

        Transcoded outcome = JsonToAvro.compile(random.schema(), FieldPlan.byName())
                .transcode(payload, 0, payload.length, FieldValues.NONE, out);

        if (outcome instanceof Transcoded.Encoded) {
            assertThat(Transcoding.decode(random.schema(), out.toByteArray())).isNotNull();
        } else {
            assertThat(out.size()).isZero();
        }
    }

    @Provide
    Arbitrary<RandomCase> cases() {
        return Arbitraries.randomValue(RandomCase::of);
    }
}
