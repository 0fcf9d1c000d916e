package dev.sluice.sandbox.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BalancerViewTest {

    /** Columns of {@code show stat} of HAProxy 2.6, less those between and behind that nobody reads. */
    private static final String TABLE = """
            # pxname,svname,scur,stot,wretr,status,
            devices,FRONTEND,50,72,,OPEN,
            replicas,replica-1,0,17,3,DOWN,
            replicas,replica-2,25,30,0,UP,
            replicas,replica-3,25,25,0,UP 1/2,
            replicas,BACKEND,50,72,3,UP,

            """;

    @Test
    void serversAreReadByTheNamesOfTheColumns() {
        var view = BalancerView.read(TABLE);

        assertThat(view.accepted()).isEqualTo(72);
        assertThat(view.connections()).isEqualTo(Map.of("replica-1", 0L, "replica-2", 25L, "replica-3", 25L));
        assertThat(view.servers().get("replica-1")).isEqualTo(new BalancerView.Server(false, 0, 17, 3));
    }

    @Test
    void aServerOfWhichOneCheckHasFailedIsStillUp() {
        var view = BalancerView.read(TABLE);

        assertThat(view.isUp("replica-3")).isTrue();
        assertThat(view.isUp("replica-1")).isFalse();
        assertThat(view.allUp()).isFalse();
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThatThrownBy(() -> BalancerView.read("Unknown command.\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown command");
    }
}
