package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.ledger.LedgerCheck;
import java.nio.file.Path;

/** Holds Kafka to one fleet's ledger. */
final class Verification {

    private final Rig rig;
    private final LedgerCheck check;

    Verification(Rig rig) {
        this.rig = rig;
        this.check = new LedgerCheck(
                rig.programs(), rig.kafka().bootstrapServers(), BridgeRules.schemas(rig.folder()), rig.folder());
    }

    Findings of(Flavour flavour) {
        return of(flavour, Fleet.ledger(flavour, rig.folder()));
    }

    Findings of(Flavour flavour, Path ledger) {
        return check.of(flavour.toString(), ledger, flavour.kafkaTopic());
    }
}
