package dev.sluice.mapping.sparkplug;

/**
 * A topic of Sparkplug (3.0.0 §4.1): {@code spBv1.0/group/type/edge[/device]}, or {@code spBv1.0/STATE/host}.
 *
 * @param group null for {@code STATE}
 * @param edge the edge node; for {@code STATE} the host application
 * @param device null unless the message is about a device
 */
record SparkplugTopic(MessageType type, String group, String edge, String device) {

    private static final String NAMESPACE = "spBv1.0";

    /** @param longestName characters that a group, an edge node or a device may be called by */
    static SparkplugTopic of(String topic, int longestName) throws Unreadable {
        var levels = topic.split("/", -1);
        if (!levels[0].equals(NAMESPACE)) {
            throw new Unreadable("the topic is none of Sparkplug B: it does not begin with " + NAMESPACE + "/");
        }
        for (var level : levels) {
            if (level.isEmpty() || level.length() > longestName) {
                throw new Unreadable(
                        "the topic is none of Sparkplug B: each of its levels has 1 to " + longestName + " characters");
            }
        }
        if (levels.length == 3 && levels[1].equals("STATE")) {
            return new SparkplugTopic(MessageType.STATE, null, levels[2], null);
        }
        var type = levels.length < 4 ? null : MessageType.ofGroup(levels[2]);
        if (type == null || levels.length != (type.ofDevice() ? 5 : 4)) {
            throw new Unreadable("the topic is none of Sparkplug B: expected " + NAMESPACE
                    + "/group/NBIRTH|NDEATH|NDATA|NCMD/edge, .../DBIRTH|DDEATH|DDATA|DCMD/edge/device or " + NAMESPACE
                    + "/STATE/host");
        }
        return new SparkplugTopic(type, levels[1], levels[3], type.ofDevice() ? levels[4] : null);
    }

    EdgeName edgeNode() {
        return new EdgeName(group, edge);
    }
}
