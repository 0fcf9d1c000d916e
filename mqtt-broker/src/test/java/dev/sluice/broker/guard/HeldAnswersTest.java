package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeldAnswersTest {

    private CompletableFuture<Void> disk = new CompletableFuture<>();
    private int dropped;
    private final HeldAnswers answers = new HeldAnswers(() -> disk, () -> dropped++);
    private final EmbeddedChannel channel = new EmbeddedChannel(answers);

    @Test
    void aPromiseWaitsForTheDiskAndEverythingElseBehindIt() {
        answers.holdUntilDurable(true);
        channel.writeOneOutbound(subAck());
        var ack = Unpooled.wrappedBuffer(new byte[4]);
        channel.writeOneOutbound(ack);
        channel.flushOutbound();

        assertThat((Object) channel.readOutbound()).isNull();
        disk.complete(null);
        channel.runPendingTasks();

        assertThat(type(channel.readOutbound())).isEqualTo(MqttMessageType.SUBACK);
        assertThat((ByteBuf) channel.readOutbound()).isSameAs(ack);
        ack.release();
    }

    @Test
    void eachPromiseWaitsForItsOwnCommit() {
        answers.holdUntilDurable(true);
        var first = disk;
        channel.writeOneOutbound(subAck());
        disk = new CompletableFuture<>();
        channel.writeOneOutbound(subAck());

        first.complete(null);
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(1);
        disk.complete(null);
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).hasSize(2);
    }

    @Test
    void aDiskThatIsDoneWhileItIsAskedForgetsNobody() {
        disk = new CompletableFuture<>() {
            @Override
            public boolean isDone() {
                boolean was = super.isDone();
                complete(null);
                return was;
            }
        };
        answers.holdUntilDurable(true);

        channel.writeOneOutbound(subAck());
        channel.flushOutbound();
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void aDeviceThatGoesOnAskingWhileTheDiskTakesNothingIsClosed() {
        answers.holdUntilDurable(true);
        channel.writeOneOutbound(subAck());

        for (int i = 1; i < HeldAnswers.MOST; i++) {
            channel.writeOneOutbound(MqttMessage.PINGRESP);
        }
        assertThat(channel.isOpen()).isTrue();
        channel.writeOneOutbound(MqttMessage.PINGRESP);

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void whatPromisesNothingGoesAtOnce() {
        answers.holdUntilDurable(true);

        channel.writeOutbound(MqttMessage.PINGRESP);

        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void withoutASessionThatStaysNothingWaits() {
        channel.writeOutbound(subAck());

        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void aDiskThatTakesNothingDoesNotGatherQos0WithoutEnd() {
        answers.holdUntilDurable(true);
        channel.writeOneOutbound(subAck());
        MqttPublishMessage last = null;
        for (int i = 0; i < 2_000; i++) {
            last = qos0();
            channel.writeOneOutbound(last);
        }

        assertThat(last.refCnt()).isZero();
        assertThat(dropped).isEqualTo(2_000 - 999); // a SUBACK waits before them
        disk.complete(null);
        channel.runPendingTasks();
        assertThat(channel.outboundMessages()).hasSize(1_000);
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionThatGoesReleasesWhatItHeld() {
        answers.holdUntilDurable(true);
        channel.writeOneOutbound(subAck());
        var message = qos0();
        channel.writeOneOutbound(message);

        channel.finishAndReleaseAll();

        assertThat(message.refCnt()).isZero();
    }

    private static MqttMessage subAck() {
        return MqttMessageBuilders.subAck()
                .packetId(1)
                .addGrantedQos(MqttQoS.AT_LEAST_ONCE)
                .build();
    }

    private static MqttPublishMessage qos0() {
        return MqttMessageBuilders.publish()
                .topicName("a")
                .qos(MqttQoS.AT_MOST_ONCE)
                .payload(Unpooled.buffer().writeByte(1))
                .build();
    }

    private static MqttMessageType type(MqttMessage message) {
        return message.fixedHeader().messageType();
    }
}
