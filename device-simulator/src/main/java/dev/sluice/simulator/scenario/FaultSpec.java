package dev.sluice.simulator.scenario;

/**
 * What is wrong with a fleet's devices, all the time. Shares are of its devices, 0 to 1, and it is always the same ones for a seed.
 *
 * @param dropsPerHour how often each device's connection is cut without a DISCONNECT, on average
 * @param slowReaders share that reads {@code readBytesPerSecond} at most
 * @param readTopic filter that slow readers subscribe to, with {@code {device}} and so on; null = each its own topic
 * @param twins share with a second device of the same client id, which takes over now and then
 * @param corrupt share of the messages whose payload is broken
 * @param clockSkew how far clocks are off at most, either way
 */
public record FaultSpec(
        Double dropsPerHour,
        Double slowReaders,
        Integer readBytesPerSecond,
        String readTopic,
        Double twins,
        Double corrupt,
        Span clockSkew) {

    static final FaultSpec NONE = new FaultSpec(null, null, null, null, null, null, null);

    private static final double MOST_DROPS = 3_600;

    public FaultSpec {
        dropsPerHour = dropsPerHour == null ? Double.valueOf(0) : dropsPerHour;
        slowReaders = slowReaders == null ? Double.valueOf(0) : slowReaders;
        readBytesPerSecond = readBytesPerSecond == null ? Integer.valueOf(16) : readBytesPerSecond;
        twins = twins == null ? Double.valueOf(0) : twins;
        corrupt = corrupt == null ? Double.valueOf(0) : corrupt;
        clockSkew = clockSkew == null ? new Span(0) : clockSkew;
    }

    void check(String path, Checks checks) {
        checks.between(path + ".drops-per-hour", dropsPerHour, 0, MOST_DROPS);
        checks.between(path + ".slow-readers", slowReaders, 0, 1);
        checks.between(path + ".read-bytes-per-second", readBytesPerSecond, 1, 1_000_000);
        if (readTopic != null && readTopic.isBlank()) {
            checks.add(path + ".read-topic", "is empty; leave it out, and each slow reader hears its own topic");
        }
        checks.between(path + ".twins", twins, 0, 1);
        checks.between(path + ".corrupt", corrupt, 0, 1);
    }
}
