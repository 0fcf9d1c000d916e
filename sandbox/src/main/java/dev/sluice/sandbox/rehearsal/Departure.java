package dev.sluice.sandbox.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One replica that went and came back. Times are milliseconds from the signal on.
 *
 * @param signal SIGKILL or SIGTERM
 * @param devices that it had
 * @param goneMillis when its process had ended
 * @param noticedMillis when HAProxy gave it no more devices; negative if HAProxy never said so
 * @param emptyMillis when it had no connection any more
 * @param backMillis when all devices were connected again, to others; negative if they were not before the next thing happened
 * @param launchedMillis when its next process was started
 * @param readyMillis when devices could connect to its next process
 * @param servesMillis when HAProxy gave it devices again
 * @param before connections of each replica when the signal was sent
 * @param after the same when it served again and everybody was connected
 * @param reconnects of devices, in each second from the one with the signal on, to the last in which there were any
 */
record Departure(
        String replica,
        String signal,
        long devices,
        long goneMillis,
        long noticedMillis,
        long emptyMillis,
        long backMillis,
        long launchedMillis,
        long readyMillis,
        long servesMillis,
        Map<String, Long> before,
        Map<String, Long> after,
        List<Long> reconnects) {

    static final long NEVER = -1;

    /** What is known as it happens. */
    record Moments(
            String replica,
            String signal,
            Map<String, Long> before,
            Instant struck,
            Instant gone,
            Instant launched,
            Instant ready,
            Instant serves,
            Map<String, Long> after) {

        /** @param crowd how many devices there are */
        Departure seen(BalancerWatch watch, List<DeviceSecond> seconds, int crowd) {
            Optional<Instant> empty = watch.first(struck, view -> view.connections(replica) == 0);
            Optional<Instant> back = empty.flatMap(from -> watch.first(from, view -> isWhole(view, crowd)));
            Instant over = back.filter(serves::isBefore).orElse(serves);
            return new Departure(
                    replica,
                    signal,
                    before.get(replica),
                    millis(gone),
                    watch.first(struck, view -> !view.isUp(replica))
                            .map(this::millis)
                            .orElse(NEVER),
                    empty.map(this::millis).orElse(NEVER),
                    back.map(this::millis).orElse(NEVER),
                    millis(launched),
                    millis(ready),
                    millis(serves),
                    before,
                    after,
                    reconnects(DeviceSecond.touching(seconds, struck, over)));
        }

        /** To the last second in which there were any. */
        private static List<Long> reconnects(List<DeviceSecond> seconds) {
            int end = seconds.size();
            while (end > 0 && seconds.get(end - 1).reconnects() == 0) {
                end--;
            }
            return seconds.subList(0, end).stream()
                    .map(DeviceSecond::reconnects)
                    .toList();
        }

        private static boolean isWhole(BalancerView view, int crowd) {
            return view.connections().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    >= crowd;
        }

        private long millis(Instant moment) {
            return Duration.between(struck, moment).toMillis();
        }
    }
}
