package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Retained messages that there is no room for. */
class AckGateRetainedTest {

    private static final int QUOTA_EXCEEDED = 0x97;

    @Test
    void anMqtt5DeviceHearsSoAndKafkaDoesNotGetIt() {
        var device = GatedDevice.mqtt5();
        device.local.hasRoom = false;

        device.says(1, 1, false, true);
        device.says(2, 2, false, true);

        assertThat(device.answers())
                .containsExactly(puback(1).because(QUOTA_EXCEEDED), pubrec(2).because(QUOTA_EXCEEDED));
        assertThat(device.ingest.held).isEmpty();
        assertThat(device.local.delivered).isEmpty();
        assertThat(device.session.receiving()).isZero();
    }

    @Test
    void whatIsNotRetainedNeedsNoRoom() {
        var device = GatedDevice.mqtt5();
        device.local.hasRoom = false;

        device.publishes(1).stored();

        assertThat(device.answers()).containsExactly(puback(1));
    }

    @Test
    void anMqtt3DeviceCannotBeToldAndItsMessageGoesItsWay() {
        var device = GatedDevice.mqtt3();
        device.local.hasRoom = false;

        device.says(1, 1, false, true);
        device.ingest.last().stored();
        assertThat(device.answers()).isEmpty();
        device.local.fate.complete(true);

        assertThat(device.answers()).containsExactly(puback(1));
        assertThat(device.local.delivered).hasSize(1);
        assertThat(device.closed).isEmpty();
    }

    @Test
    void norCanAnybodyAtQos0() {
        var device = GatedDevice.mqtt5();
        device.local.hasRoom = false;

        device.says(0, 0, false, true);

        assertThat(device.ingest.held).hasSize(1);
        assertThat(device.local.delivered).hasSize(1);
    }
}
