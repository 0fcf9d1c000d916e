package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static dev.sluice.broker.gate.Answer.pubcomp;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.CloseReason;
import org.junit.jupiter.api.Test;

/** Messages to topics that a device has no right to. */
class AckGateDeniedTest {

    private static final int NOT_AUTHORIZED = 0x87;

    @Test
    void anMqtt5DeviceHearsSoInItsTurnAndGoesOn() {
        var device = GatedDevice.mqtt5();
        var first = device.publishes(1);
        device.mayPublish = false;
        device.says(1, 2, false, false);
        device.mayPublish = true;
        device.says(1, 3, false, false);

        assertThat(device.answers()).isEmpty();
        first.stored();

        assertThat(device.answers()).containsExactly(puback(1), puback(2).because(NOT_AUTHORIZED));
        assertThat(device.ingest.held).hasSize(2);
        device.ingest.last().stored();
        assertThat(device.answers()).containsExactly(puback(3));
        assertThat(device.closed).isEmpty();
    }

    @Test
    void withQos2ThePacketIdIsFreeAfterwards() {
        var device = GatedDevice.mqtt5();
        device.mayPublish = false;
        device.says(2, 1, false, false);
        assertThat(device.answers()).containsExactly(pubrec(1).because(NOT_AUTHORIZED));
        assertThat(device.session.receiving()).isZero();

        device.mayPublish = true;
        device.publishes(2, 1, false).stored();

        assertThat(device.answers()).containsExactly(pubrec(1));
    }

    @Test
    void aResendOfWhatWasTakenWhenItWasAllowedIsNoNewMessage() {
        var device = GatedDevice.mqtt5();
        var message = device.publishes(2, 1, false);
        device.mayPublish = false;

        device.says(2, 1, true, false);
        message.stored();
        assertThat(device.answers()).containsExactly(pubrec(1));
        device.releases(1);

        assertThat(device.answers()).containsExactly(pubcomp(1));
        assertThat(device.ingest.held).hasSize(1);
    }

    @Test
    void qos0IsGone() {
        for (var device : new GatedDevice[] {GatedDevice.mqtt5(), GatedDevice.mqtt3()}) {
            device.mayPublish = false;
            device.says(0, 0, false, false);
            device.mayPublish = true;
            device.says(0, 0, false, false);

            assertThat(device.ingest.held).hasSize(1);
            assertThat(device.closed).isEmpty();
        }
    }

    @Test
    void nothingDeniedIsRetained() {
        var device = GatedDevice.mqtt5();
        device.mayPublish = false;
        device.says(1, 1, false, true);

        assertThat(device.local.delivered).isEmpty();
        assertThat(device.answers()).containsExactly(puback(1).because(NOT_AUTHORIZED));
    }

    @Test
    void theConnectionOfAnMqtt3DeviceEndsAfterTheAnswersThatItIsOwed() {
        var device = GatedDevice.mqtt3();
        var first = device.publishes(1);
        device.mayPublish = false;
        device.says(1, 2, false, false);
        device.mayPublish = true;
        device.says(1, 3, false, false);
        device.says(0, 0, false, false);

        assertThat(device.ingest.held).hasSize(1);
        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).isEmpty();
        first.stored();

        assertThat(device.answers()).containsExactly(puback(1));
        assertThat(device.closed).containsExactly(CloseReason.NOT_AUTHORIZED);
    }

    @Test
    void theConnectionOfAnMqtt3DeviceEndsAtOnceWhereItIsOwedNothing() {
        var device = GatedDevice.mqtt3();
        device.mayPublish = false;
        device.says(2, 1, false, false);

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.NOT_AUTHORIZED);
    }
}
