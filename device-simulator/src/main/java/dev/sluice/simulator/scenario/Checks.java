package dev.sluice.simulator.scenario;

import dev.sluice.simulator.payload.PayloadSpec;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong with a scenario, one complaint for a key. */
final class Checks {

    private static final String MISSING = "is missing";

    private final Map<String, Places.Place> places;
    private final Path folder;
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> blamed = new HashSet<>();

    /** @param folder that the scenario's files are relative to */
    Checks(Map<String, Places.Place> places, Path folder) {
        this.places = places;
        this.folder = folder;
    }

    void add(String path, String message) {
        if (!blamed.add(path)) {
            return;
        }
        Places.Place place = placeOf(path);
        found.add(new Problem(place.line(), place.column(), path, message));
    }

    /** The key's own place, or that of the nearest thing around it. */
    private Places.Place placeOf(String path) {
        String at = path;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return places.getOrDefault(at, Places.NOWHERE);
    }

    void between(String path, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            add(path, "must be " + plain(least) + " to " + plain(most) + ", not " + plain(value));
        }
    }

    void present(String path, Object value) {
        if (value == null) {
            missing(path);
        }
    }

    /** Where a key of the same block could not be read, it may be the one that is missing. */
    private void missing(String path) {
        String block = path.substring(0, path.lastIndexOf('.') + 1);
        if (found.stream()
                .noneMatch(problem ->
                        problem.path().startsWith(block) && !problem.message().equals(MISSING))) {
            add(path, MISSING);
        }
    }

    void positive(String path, Span value) {
        if (value == null) {
            missing(path);
        } else if (value.nanos() <= 0) {
            add(path, "must be more than 0");
        }
    }

    void topic(String path, String template) {
        if (template == null) {
            missing(path);
            return;
        }
        try {
            new TopicTemplate(template);
        } catch (IllegalArgumentException e) {
            add(path, e.getMessage());
        }
    }

    void payload(String path, PayloadSpec payload) {
        for (Complaint complaint : payload.complaints(folder)) {
            Complaint whole = complaint.under(path);
            add(whole.path(), whole.text());
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** In the order of the file. */
    List<Problem> all() {
        return found.stream()
                .sorted((a, b) -> a.line() != b.line()
                        ? Integer.compare(a.line(), b.line())
                        : Integer.compare(a.column(), b.column()))
                .toList();
    }
}
