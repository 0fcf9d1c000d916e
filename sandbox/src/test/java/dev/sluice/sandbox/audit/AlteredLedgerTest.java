package dev.sluice.sandbox.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlteredLedgerTest {

    @Test
    void theFirstDeviceClaimsOneMoreAndTheTotalsStillAddUp() {
        assertThat(AlteredLedger.altered(List.of(
                        "sluice-ledger 1",
                        "state=finished qos=1 started=1 written=2",
                        "d-0 0-1041 0-1039,1041",
                        "d-1 0-9 0-9",
                        "total devices=2 sent=1052 acknowledged=1051")))
                .containsExactly(
                        "sluice-ledger 1",
                        "state=finished qos=1 started=1 written=2",
                        "d-0 0-1042 0-1039,1041,1042",
                        "d-1 0-9 0-9",
                        "total devices=2 sent=1053 acknowledged=1052");
    }
}
