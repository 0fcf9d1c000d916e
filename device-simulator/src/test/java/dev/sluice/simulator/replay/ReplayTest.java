package dev.sluice.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.simulator.field.SeqField;
import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final String TABLE = """
            van,speed,note,ok,left
            a,50,"fast, very",true,
            b,1.50,slow,false,007
            a,-3e2,"",true,x
            c,0,z,true,y
            """;

    @TempDir
    Path folder;

    @Test
    void rowsBecomeJsonObjectsOfTheirDevice() throws Exception {
        Replay replay = new Replay(
                Recording.ofTable(file("t.csv", TABLE), Optional.of("van"), Optional.empty()), to("t", 3, true));

        assertThat(says(replay, 0, 4))
                .containsExactly(
                        "{\"van\":\"a\",\"speed\":50,\"note\":\"fast, very\",\"ok\":true}",
                        "{\"van\":\"a\",\"speed\":-3E+2,\"ok\":true,\"left\":\"x\"}",
                        "{\"van\":\"a\",\"speed\":50,\"note\":\"fast, very\",\"ok\":true}",
                        "{\"van\":\"a\",\"speed\":-3E+2,\"ok\":true,\"left\":\"x\"}");
        assertThat(says(replay, 1, 1)).singleElement().asString().contains("\"speed\":1.50", "\"left\":\"007\"");
    }

    @Test
    void aDeviceOfASmallFleetSpeaksForSeveralInTheOrderOfTheRecording() throws Exception {
        Replay replay = new Replay(
                Recording.ofTable(file("t.csv", TABLE), Optional.of("van"), Optional.of("speed")), to("t", 2, false));

        assertThat(says(replay, 0, 3)).containsExactly("50", "-3e2", "0");
        assertThat(replay.quota(name(0))).isEqualTo(3);
        assertThat(replay.quota(name(1))).isEqualTo(1);
    }

    @Test
    void aLargeFleetSharesWhatThereIsOrHasNothingToSay() throws Exception {
        Recording recording = Recording.ofTable(file("t.csv", TABLE), Optional.of("van"), Optional.of("speed"));

        assertThat(says(new Replay(recording, to("t", 5, true)), 3, 2)).containsExactly("50", "-3e2");
        assertThat(new Replay(recording, to("t", 5, false)).quota(name(3))).isZero();
    }

    @Test
    void linesKeepTheirTopicsAndGoRound() throws Exception {
        Path file = lines("x/1/t", "x/2/t", "x/1/t", "x/3/t", "x/2/t");
        Replay replay = new Replay(
                Recording.ofLines(file, Optional.empty()),
                new Replay.Settings(Optional.empty(), Map.of(), 2, true, Delivery.at(2), 1));
        DeviceMessages second = replay.of(name(1));

        assertThat(List.of(second.topic(0), second.topic(1), second.topic(2)))
                .containsExactly("x/2/t", "x/3/t", "x/2/t");
        assertThat(second.topic(0)).isSameAs(second.topic(2));
        assertThat(second.qos(0)).isEqualTo(2);
        assertThat(says(replay, 1, 3))
                .containsExactly("{\"n\":1,\"seq\":99}", "{\"n\":3,\"seq\":99}", "{\"n\":1,\"seq\":99}");
    }

    @Test
    void aLevelOfTheTopicKeepsMessagesTogether() throws Exception {
        Recording recording = Recording.ofLines(lines("x/1/t", "x/2/t", "x/1/t"), Optional.of(2));

        assertThat(says(new Replay(recording, to("here/{device}", 2, true)), 0, 2))
                .containsExactly("{\"n\":0,\"seq\":99}", "{\"n\":2,\"seq\":99}");
        assertThat(new Replay(recording, to("here/{device}", 2, true))
                        .of(name(1))
                        .topic(0))
                .isEqualTo("here/d-00001");
    }

    @Test
    void fieldsAreDrivenIntoObjectsAndReplaceTheirNamesakes() throws Exception {
        Map<String, Value> fields = Map.of("seq", new SeqField().value(0));
        Replay.Settings settings = new Replay.Settings(Optional.empty(), fields, 1, true, Delivery.at(0), 1);

        assertThat(says(new Replay(Recording.ofLines(lines("a", "a"), Optional.empty()), settings), 0, 3))
                .containsExactly("{\"seq\":0,\"n\":0}", "{\"seq\":1,\"n\":1}", "{\"seq\":2,\"n\":0}");
        assertThat(says(
                        new Replay(
                                Recording.ofLines(file("e", "{\"topic\":\"a\",\"payload\":{}}"), Optional.empty()),
                                settings),
                        0,
                        1))
                .containsExactly("{\"seq\":0}");
    }

    @Test
    void whatCannotBeUsedSaysWhere() throws Exception {
        refuses(
                "gone.ndjson",
                () -> Recording.ofLines(folder.resolve("gone.ndjson"), Optional.empty()),
                "is not there");
        refuses("e.ndjson", () -> Recording.ofLines(file("e.ndjson", "\n"), Optional.empty()), "no messages");
        refuses("b.ndjson:2", () -> Recording.ofLines(file("b.ndjson", "\n{}\n"), Optional.empty()), "\"topic\"");
        refuses(
                "l.ndjson:1",
                () -> Recording.ofLines(file("l.ndjson", "{\"topic\":\"a\",\"payload\":\"\"}"), Optional.of(2)),
                "no level 2");
        refuses(
                "t.csv",
                () -> Recording.ofTable(file("t.csv", TABLE), Optional.of("bus"), Optional.empty()),
                "van, speed, note");
        refuses(
                "b.csv",
                () -> Recording.ofTable(
                        Files.write(folder.resolve("b.csv"), new byte[] {'a', '\n', (byte) 0xFF}),
                        Optional.empty(),
                        Optional.empty()),
                "UTF-8");
        refuses(
                "message 1",
                () -> Recording.ofLines(file("o", "{\"topic\":\"a\",\"payload\":\"5\"}"), Optional.empty())
                        .requireObjects(),
                "no JSON object");
    }

    private static void refuses(String where, ThrowingCallable reading, String why) {
        assertThatThrownBy(reading)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path file = folder.resolve("r.ndjson");
        try (RecordingWriter writer = new RecordingWriter(Files.newOutputStream(file))) {
            writer.write(new RecordedMessage(Optional.empty(), "a", 0, false, "one\ntwo".getBytes(UTF_8)));
            writer.write(new RecordedMessage(Optional.empty(), "b", 1, true, new byte[] {-1}));
        }

        Recording recording = Recording.ofLines(file, Optional.empty());

        assertThat(recording.entries()).hasSize(2);
        assertThat(recording.entries().get(0).payload()).isEqualTo("one\ntwo".getBytes(UTF_8));
        assertThat(recording.entries().get(1).payload()).containsExactly(-1);
    }

    private static Replay.Settings to(String topic, int devices, boolean loops) {
        return new Replay.Settings(Optional.of(new TopicTemplate(topic)), Map.of(), devices, loops, Delivery.at(1), 1);
    }

    private static List<String> says(Replay replay, int device, int messages) {
        DeviceMessages of = replay.of(name(device));
        List<String> said = new ArrayList<>();
        for (int seq = 0; seq < messages; seq++) {
            said.add(new String(of.bytes(seq, 0), UTF_8));
        }
        return said;
    }

    private static DeviceName name(int index) {
        return DeviceName.at(index, "d-");
    }

    private Path lines(String... topics) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < topics.length; i++) {
            lines.append("{\"topic\":\"")
                    .append(topics[i])
                    .append("\",\"payload\":\"{\\\"n\\\":")
                    .append(i)
                    .append(",\\\"seq\\\":99}\"}\n");
        }
        return file("lines.ndjson", lines.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
