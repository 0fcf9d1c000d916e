package dev.sluice.simulator.lean;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final String CONVERSATION = "2015 01 00 12 210014 1f0002 6869 26000161000162 13003c".replace(" ", "")
            + "40020001" + "4003000210" + "5004ffff9700" + "70020003" + "d000" + "e00297 00".replace(" ", "");

    private final Heard heard = new Heard();

    @Test
    void everyAnswerOfMqtt5IsUnderstood() {
        read(new AnswerReader(heard, true), CONVERSATION);

        assertThat(heard.all)
                .containsExactly(
                        "connack true 0 20",
                        "puback 1 0",
                        "puback 2 16",
                        "pubrec 65535 151",
                        "pubcomp 3",
                        "pong",
                        "disconnect 151");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void itDoesNotMatterHowTheStreamIsCut(int piece) {
        AnswerReader reader = new AnswerReader(heard, true);
        for (int from = 0; from < CONVERSATION.length(); from += 2 * piece) {
            read(reader, CONVERSATION.substring(from, Math.min(CONVERSATION.length(), from + 2 * piece)));
        }

        assertThat(heard.all).hasSize(7).startsWith("connack true 0 20").endsWith("disconnect 151");
    }

    @Test
    void mqtt3HasNoProperties() {
        read(new AnswerReader(heard, false), "20020100" + "40020001" + "20020005");

        assertThat(heard.all).containsExactly("connack true 0 65535", "puback 1 0", "connack false 5 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "400100, PUBACK of 1 bytes",
        "32020000, packet type 0x32",
        "40ffffffff7f, a remaining length of more than four bytes",
        "40ffffff7f, a packet of 268435455 bytes",
        "200600000421000000, CONNACK with malformed properties",
        "2005000002ff00, CONNACK with malformed properties",
        "20060000ff210001, CONNACK with malformed properties"
    })
    void nonsenseIsReportedOnceAndNothingAfterIt(String bytes, String complaint) {
        AnswerReader reader = new AnswerReader(heard, true);
        read(reader, bytes + "40020001");
        read(reader, "40020001");

        assertThat(heard.all).containsExactly("malformed " + complaint);
    }

    @Test
    void whatOthersSayIsReadOver() {
        read(new AnswerReader(heard, true), "9004ffff0000" + "3005000161" + "0078" + "40020001" + "9004ffff0087");
        read(new AnswerReader(heard, false), "9003ffff80" + "31020000" + "40020002");

        assertThat(heard.all).containsExactly("suback 0", "puback 1 0", "suback 135", "suback 128", "puback 2 0");
    }

    private static void read(AnswerReader reader, String hex) {
        ByteBuf bytes = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
        reader.read(bytes);
    }

    private static final class Heard implements Answers {

        private final List<String> all = new ArrayList<>();

        @Override
        public void connAck(boolean sessionPresent, int reason, int receiveMaximum) {
            all.add("connack " + sessionPresent + " " + reason + " " + receiveMaximum);
        }

        @Override
        public void pubAck(int packetId, int reason) {
            all.add("puback " + packetId + " " + reason);
        }

        @Override
        public void pubRec(int packetId, int reason) {
            all.add("pubrec " + packetId + " " + reason);
        }

        @Override
        public void pubComp(int packetId) {
            all.add("pubcomp " + packetId);
        }

        @Override
        public void subAck(int reason) {
            all.add("suback " + reason);
        }

        @Override
        public void pingResp() {
            all.add("pong");
        }

        @Override
        public void disconnect(int reason) {
            all.add("disconnect " + reason);
        }

        @Override
        public void malformed(String what) {
            all.add("malformed " + what);
        }
    }
}
