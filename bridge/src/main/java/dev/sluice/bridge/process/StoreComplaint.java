package dev.sluice.bridge.process;

import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.broker.store.StoreUnavailableException;

/** Says to whoever starts Sluice why stored sessions cannot be used, and what to do. */
final class StoreComplaint {

    private StoreComplaint() {}

    static EnvironmentException of(StoreUnavailableException unavailable) {
        var file = unavailable.file();
        return new EnvironmentException(
                switch (unavailable.reason()) {
                    case IN_USE ->
                        "The sessions in " + file
                                + " are in use: another Sluice runs on this data.folder. Stop it (fuser " + file
                                + " shows which), or give this one a folder of its own with --set data.folder=PATH.";
                    case DAMAGED ->
                        "The sessions in " + file + " cannot be read ("
                                + unavailable.why()
                                + "). Nothing was started, changed or deleted. Bring the file back from a copy; or move it"
                                + " away and start again: devices are then told that their session is gone and begin anew,"
                                + " and what subscribers had not fetched is lost. Messages that were acknowledged to devices"
                                + " are in Kafka in any case.";
                    case NOT_ACCESSIBLE ->
                        "The sessions cannot be kept in " + file + " ("
                                + unavailable.why()
                                + "). Let this user write to that folder, make room on its disk, choose another with --set"
                                + " data.folder=PATH, or do without with --set data.sessions=memory.";
                },
                unavailable);
    }
}
