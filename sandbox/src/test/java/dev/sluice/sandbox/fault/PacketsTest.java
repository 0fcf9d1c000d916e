package dev.sluice.sandbox.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketsTest {

    @Test
    void packetsAreFoundHoweverTheStreamIsCut() {
        byte[] stream =
                joined(Bytes.publish(1, 7, false, 300), Bytes.pubAck(7), Bytes.pingReq(), Bytes.publish(2, 8, true, 5));
        for (int piece : new int[] {1, 2, 3, 7, 100, stream.length}) {
            var packets = new Packets();
            List<Integer> lengths = new ArrayList<>();
            for (int at = 0; at < stream.length; at += piece) {
                int length = Math.min(piece, stream.length - at);
                packets.add(java.util.Arrays.copyOfRange(stream, at, at + length), length);
                for (byte[] packet = packets.next(); packet != null; packet = packets.next()) {
                    lengths.add(packet.length);
                }
            }
            assertThat(lengths)
                    .as("pieces of %d", piece)
                    .containsExactly(Bytes.publish(1, 7, false, 300).length, 4, 2, Bytes.publish(2, 8, true, 5).length);
        }
    }

    @Test
    void whatIsNoWholePacketIsTheRest() {
        var packets = new Packets();
        packets.add(Bytes.pubAck(9), 3);

        assertThat(packets.next()).isNull();
        assertThat(packets.rest()).hasSize(3);
        assertThat(packets.rest()).isEmpty();
    }

    @Test
    void aPublishSaysWhetherItAsksForAnAnswerAndUnderWhichId() {
        var publish = new Packet(Bytes.publish(1, 0x1234, true, 200));

        assertThat(publish.asksForAnAnswer()).isTrue();
        assertThat(publish.isMarkedAsRepeat()).isTrue();
        assertThat(publish.packetId()).isEqualTo(0x1234);
        assertThat(new Packet(Bytes.publish(0, 0, false, 2)).asksForAnAnswer()).isFalse();
    }

    @Test
    void anAnswerAcknowledgesUnlessItRefuses() {
        assertThat(new Packet(Bytes.pubAck(3)).acknowledges()).isTrue();
        assertThat(new Packet(new byte[] {0x50, 3, 0, 3, 0x10}).acknowledges()).isTrue();
        assertThat(new Packet(new byte[] {0x40, 3, 0, 3, (byte) 0x87}).acknowledges())
                .isFalse();
        assertThat(new Packet(new byte[] {0x70, 2, 0, 3}).acknowledges())
                .as("PUBCOMP is another story")
                .isFalse();
    }

    @Test
    void connAckSaysWhetherTheSessionIsThere() {
        assertThat(new Packet(new byte[] {0x20, 2, 1, 0}).sessionPresent()).isTrue();
        assertThat(new Packet(new byte[] {0x20, 3, 0, 0, 0}).sessionPresent()).isFalse();
        assertThat(new Packet(new byte[] {0x20, 2, 0, 0}).accepts()).isTrue();
        assertThat(new Packet(new byte[] {0x20, 2, 0, 5}).accepts()).isFalse();
    }

    @Test
    void theClientIdIsFoundInBothVersions() {
        assertThat(new Packet(Bytes.connect(4, "d-1")).clientId()).isEqualTo("d-1");
        assertThat(new Packet(Bytes.connect(5, "d-2")).clientId()).isEqualTo("d-2");
    }

    private static byte[] joined(byte[]... packets) {
        var all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.writeBytes(packet);
        }
        return all.toByteArray();
    }

    /** MQTT packets by hand. */
    static final class Bytes {

        private Bytes() {}

        static byte[] publish(int qos, int packetId, boolean again, int payload) {
            var body = new ByteArrayOutputStream();
            body.writeBytes(new byte[] {0, 3});
            body.writeBytes("a/b".getBytes(UTF_8));
            if (qos > 0) {
                body.writeBytes(new byte[] {(byte) (packetId >> 8), (byte) packetId});
            }
            body.writeBytes(new byte[payload]);
            return packet(0x30 | (again ? 8 : 0) | qos << 1, body.toByteArray());
        }

        static byte[] pubAck(int packetId) {
            return packet(0x40, new byte[] {(byte) (packetId >> 8), (byte) packetId});
        }

        static byte[] pingReq() {
            return packet(0xc0, new byte[0]);
        }

        static byte[] connect(int level, String clientId) {
            var body = new ByteArrayOutputStream();
            body.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', (byte) level, 2, 0, 60});
            if (level == 5) {
                body.writeBytes(new byte[] {5, 0x11, 0, 0, 0, 60});
            }
            body.writeBytes(new byte[] {0, (byte) clientId.length()});
            body.writeBytes(clientId.getBytes(UTF_8));
            return packet(0x10, body.toByteArray());
        }

        private static byte[] packet(int header, byte[] body) {
            var packet = new ByteArrayOutputStream();
            packet.write(header);
            int length = body.length;
            do {
                packet.write(length > 127 ? length & 127 | 128 : length);
                length >>= 7;
            } while (length > 0);
            packet.writeBytes(body);
            return packet.toByteArray();
        }
    }
}
