package dev.sluice.broker.access;

/** What one device may do. Any thread; asked for every packet. */
public interface Rights {

    Rights ALL = new Rights() {
        @Override
        public boolean mayPublish(String topic) {
            return true;
        }

        @Override
        public boolean maySubscribe(String filter) {
            return true;
        }
    };

    /** @param topic a topic name without wildcards; a will's topic too */
    boolean mayPublish(String topic);

    /** @param filter a topic filter, with {@code $share/<name>/} taken off */
    boolean maySubscribe(String filter);
}
