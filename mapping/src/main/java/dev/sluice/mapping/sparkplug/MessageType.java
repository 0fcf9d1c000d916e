package dev.sluice.mapping.sparkplug;

import java.util.Map;

/** What a message is about, as its topic says (Sparkplug 3.0.0 §4.1). */
enum MessageType {
    NBIRTH(Act.BIRTH, false),
    DBIRTH(Act.BIRTH, true),
    NDATA(Act.REPORT, false),
    DDATA(Act.REPORT, true),
    NDEATH(Act.DEATH, false),
    DDEATH(Act.DEATH, true),
    NCMD(Act.COMMAND, false),
    DCMD(Act.COMMAND, true),
    STATE(Act.HOST, false);

    enum Act {
        BIRTH,
        REPORT,
        DEATH,
        COMMAND,
        HOST
    }

    private static final Map<String, MessageType> BY_NAME = Map.of(
            "NBIRTH", NBIRTH, "DBIRTH", DBIRTH, "NDATA", NDATA, "DDATA", DDATA, "NDEATH", NDEATH, "DDEATH", DDEATH,
            "NCMD", NCMD, "DCMD", DCMD);

    private final Act act;
    private final boolean ofDevice;

    MessageType(Act act, boolean ofDevice) {
        this.act = act;
        this.ofDevice = ofDevice;
    }

    /** The type whose topic has a group; null if there is none of this name. */
    static MessageType ofGroup(String name) {
        return BY_NAME.get(name);
    }

    Act act() {
        return act;
    }

    boolean ofDevice() {
        return ofDevice;
    }
}
