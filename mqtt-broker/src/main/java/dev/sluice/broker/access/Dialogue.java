package dev.sluice.broker.access;

/** A talk in which a device proves who it is (MQTT 5.0 §4.12): one talk, one device. On the connection's event loop, which it never blocks. */
@FunctionalInterface
public interface Dialogue {

    /** What comes next. */
    sealed interface Step {}

    /** The device has to say more; the data are shown to nobody else. */
    record Challenge(byte[] data) implements Step {

        @Override
        public String toString() {
            return "Challenge";
        }
    }

    /**
     * Nothing is to be said any more.
     *
     * @param data for a device that is accepted, so that it knows us, too
     */
    record Ended(Verdict verdict, byte[] data) implements Step {

        @Override
        public String toString() {
            return "Ended[" + verdict + "]";
        }
    }

    /**
     * To what the device says. Not to be called after the end.
     *
     * @param data empty where it says nothing
     */
    Step answer(byte[] data);
}
