package dev.sluice.mapping.topic;

/** Cuts a topic at its slashes. Empty levels count: {@code /a//} has four. */
final class TopicLevels {

    private TopicLevels() {}

    static String[] of(String topic) {
        int count = 1;
        for (int i = topic.indexOf('/'); i >= 0; i = topic.indexOf('/', i + 1)) {
            count++;
        }
        var levels = new String[count];
        int start = 0;
        for (int level = 0; level < count - 1; level++) {
            int slash = topic.indexOf('/', start);
            levels[level] = topic.substring(start, slash);
            start = slash + 1;
        }
        levels[count - 1] = topic.substring(start);
        return levels;
    }
}
