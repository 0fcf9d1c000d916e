package dev.sluice.bridge.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.observe.ComponentHealth;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.registry.RegistryFailure.Kind;
import dev.sluice.mapping.schema.SchemaReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryIdsTest {

    private static final Schema TELEMETRY = SchemaBuilder.record("Telemetry")
            .namespace("plant")
            .fields()
            .requiredLong("seq")
            .endRecord();
    private static final Patience SOON = new Patience(Duration.ofMillis(1), Duration.ofMillis(5));

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final HealthBoard health = new HealthBoard();
    private RegistryIds ids;

    @AfterEach
    void stop() {
        ids.stop();
    }

    @Test
    void subjectsAreNamedAsTheStrategySays() {
        assertThat(SubjectNames.TOPIC.of(TELEMETRY, "telemetry.north")).isEqualTo("telemetry.north-value");
        assertThat(SubjectNames.RECORD.of(TELEMETRY, "telemetry.north")).isEqualTo("plant.Telemetry");
        assertThat(SubjectNames.TOPIC_RECORD.of(TELEMETRY, "telemetry.north"))
                .isEqualTo("telemetry.north-plant.Telemetry");
        start(SubjectNames.RECORD);
    }

    @Test
    void oneSchemaInOneTopicIsAskedForOnceAndIsOneReference() {
        start(SubjectNames.TOPIC);
        var reference = ids.of(TELEMETRY, "a");
        awaitKnown(reference);

        assertThat(ids.of(TELEMETRY, "a")).isSameAs(reference);
        assertThat(ids.of(new Schema.Parser().parse(TELEMETRY.toString()), "a"))
                .as("the same schema, read again")
                .isSameAs(reference);
        assertThat(ids.of(TELEMETRY, "b")).isNotSameAs(reference);
        assertThat(ids.of(withDoc(TELEMETRY), "a")).isNotSameAs(reference);
        await().until(() -> ids.awaited() == 0);
        assertThat(registry.asked).hasValue(3);
    }

    @Test
    void registryThatHangsKeepsNobodyWaiting() {
        registry.hangs = new CountDownLatch(1);
        start(SubjectNames.TOPIC);

        var references = IntStream.range(0, 1_000)
                .mapToObj(i -> ids.of(TELEMETRY, "topic-" + i))
                .toList();

        assertThat(references).noneMatch(SchemaReference::isKnown);
        assertThat(ids.awaited()).isEqualTo(1_000);
        registry.hangs.countDown();
        await().until(() -> references.stream().allMatch(SchemaReference::isKnown));
    }

    @Test
    void knownIdsStayWhileTheRegistryIsAwayAndNewOnesComeWhenItIsBack() {
        start(SubjectNames.TOPIC);
        var known = ids.of(TELEMETRY, "known");
        awaitKnown(known);
        registry.failure = new RegistryFailure(Kind.AWAY, "cannot be reached");

        var fresh =
                List.of(ids.of(TELEMETRY, "b"), ids.of(TELEMETRY, "c"), ids.of(TELEMETRY, "d"), ids.of(TELEMETRY, "e"));
        await().untilAsserted(() -> assertThat(component("schema-registry")).satisfies(line -> {
            assertThat(line.up()).isFalse();
            assertThat(line.detail())
                    .contains("cannot be reached", "-value and 1 more", "held, not lost", "schemas.registry.url");
        }));
        assertThat(ids.of(TELEMETRY, "known").isKnown()).isTrue();
        assertThat(fresh).noneMatch(SchemaReference::isKnown);

        registry.failure = null;
        fresh.forEach(this::awaitKnown);
        await().until(() -> component("schema-registry").up());
    }

    @Test
    void whoeverHoldsRecordsBackHearsOfEachIdOnceItIsKnown() {
        start(SubjectNames.TOPIC);
        var heard = new AtomicInteger();
        var reference = new SchemaReference[1];
        ids.onNews(() -> {
            assertThat(ids.awaited()).isZero();
            heard.incrementAndGet();
        });

        reference[0] = ids.of(TELEMETRY, "a");

        await().until(() -> heard.get() == 1);
        assertThat(reference[0].isKnown()).isTrue();
    }

    @Test
    void refusedSubjectIsNamedOnTheBoardAskedForAgainAndInNobodysWay() {
        registry.failure = new RegistryFailure(Kind.INCOMPATIBLE, "says 409: seq may not become text");
        registry.failsFor = "bad-value";
        start(SubjectNames.TOPIC);

        var bad = ids.of(TELEMETRY, "bad");
        awaitKnown(ids.of(TELEMETRY, "good"));
        await().until(() -> !component("schema-subject bad-value").up());

        assertThat(component("schema-subject bad-value").detail())
                .contains("409", "plant.Telemetry", "bad-value", "held, not lost", "compatible");
        assertThat(component("schema-registry").up()).isTrue();
        assertThat(bad.isKnown()).isFalse();

        registry.failure = null;
        awaitKnown(bad);
        await().until(() -> health.snapshot().components().stream()
                .noneMatch(line -> line.name().equals("schema-subject bad-value")));
    }

    @Test
    void topicsWithoutEndAreNotAskedForWithoutEnd() {
        start(SubjectNames.TOPIC);
        for (int i = 0; i < RegistryIds.MOST_REFERENCES; i++) {
            ids.of(TELEMETRY, "topic-" + i);
        }

        assertThat(ids.of(TELEMETRY, "one-more").isKnown()).isFalse();
        assertThat(component("schema-subjects").detail()).contains("one-more-value", "to.topic");
        await().until(() -> registry.asked.get() == RegistryIds.MOST_REFERENCES);
        assertThat(ids.of(TELEMETRY, "one-more").isKnown()).isFalse();
        awaitKnown(ids.of(TELEMETRY, "topic-7"));
    }

    private void start(SubjectNames names) {
        var board = new RegistryHealth(RegistrySettings.at(URI.create("http://registry:8081")), health);
        ids = new RegistryIds(names, health, new IdSearch(registry, board, SOON, SOON));
    }

    private void awaitKnown(SchemaReference reference) {
        await().until(reference::isKnown);
    }

    private ComponentHealth component(String name) {
        return health.component(name).health();
    }

    private static Schema withDoc(Schema schema) {
        return new Schema.Parser().parse(schema.toString().replaceFirst("\\{", "{\"doc\":\"another\","));
    }

    /** Gives every question its own id, unless a test says otherwise. */
    private static final class ScriptedRegistry implements IdGiver {

        final AtomicInteger asked = new AtomicInteger();
        volatile CountDownLatch hangs;
        volatile RegistryFailure failure;
        volatile String failsFor = "";

        @Override
        public int idOf(String subject, Schema schema) throws RegistryFailure, InterruptedException {
            if (hangs != null) {
                hangs.await();
            }
            var present = failure;
            if (present != null && subject.endsWith(failsFor)) {
                throw present;
            }
            return asked.incrementAndGet();
        }
    }
}
