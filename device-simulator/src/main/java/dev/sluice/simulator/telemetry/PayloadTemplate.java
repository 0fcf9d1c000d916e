package dev.sluice.simulator.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A payload with holes: {@code {device} {site} {seq} {ts} {temperature} {humidity} {pressure} {battery} {rssi}}. Other braces
 * are text, so JSON needs no escaping.
 *
 * <p>Text and readings between two per-device holes are rendered once for the whole fleet, in every variant.
 */
public final class PayloadTemplate {

    private static final Pattern HOLE =
            Pattern.compile("\\{(device|site|seq|ts|temperature|humidity|pressure|battery|rssi)}");

    private final long seed;
    private final List<Segment> segments;

    private PayloadTemplate(long seed, List<Segment> segments) {
        this.seed = seed;
        this.segments = segments;
    }

    /** A hole that is filled per device or per message ({@code name}), or else text in all its variants. */
    private record Segment(String name, byte[][] variants) {}

    /**
     * Compiles a template.
     *
     * @throws IllegalArgumentException when it has no {@code {seq}}: without it nothing could be audited
     */
    public static PayloadTemplate parse(String text, long seed) {
        if (!text.contains("{seq}")) {
            throw new IllegalArgumentException("the payload has no {seq}: without it no audit is possible");
        }
        Readings[] readings = Readings.all(seed);
        List<Segment> segments = new ArrayList<>();
        StringBuilder[] run = emptyRun();
        Matcher hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            String before = text.substring(from, hole.start());
            from = hole.end();
            for (StringBuilder variant : run) {
                variant.append(before);
            }
            String name = hole.group(1);
            if (Readings.NAMES.contains(name)) {
                for (int i = 0; i < run.length; i++) {
                    run[i].append(readings[i].named(name));
                }
            } else {
                addRun(segments, run);
                run = emptyRun();
                segments.add(new Segment(name, null));
            }
        }
        for (StringBuilder variant : run) {
            variant.append(text.substring(from));
        }
        addRun(segments, run);
        return new PayloadTemplate(seed, List.copyOf(segments));
    }

    /** What a fleet says whose payloads are of this template. */
    public FleetMessages messages(TopicTemplate topic, Delivery delivery) {
        return name -> new TemplateMessages(name, topic.of(name), delivery, seed, forDevice(name));
    }

    /** The writer of one device's messages. */
    public MessageWriter forDevice(DeviceName name) {
        List<byte[][]> parts = new ArrayList<>();
        for (Segment segment : segments) {
            parts.add(
                    switch (segment.name == null ? "" : segment.name) {
                        case "device" -> one(name.device());
                        case "site" -> one(name.site());
                        case "seq" -> MessageWriter.SEQ;
                        case "ts" -> MessageWriter.TS;
                        default -> segment.variants;
                    });
        }
        return new MessageWriter(seed, name.index(), parts.toArray(byte[][][]::new));
    }

    private static StringBuilder[] emptyRun() {
        StringBuilder[] run = new StringBuilder[Readings.VARIANTS];
        for (int i = 0; i < run.length; i++) {
            run[i] = new StringBuilder();
        }
        return run;
    }

    private static void addRun(List<Segment> segments, StringBuilder[] run) {
        if (run[0].length() == 0) {
            return;
        }
        boolean same = true;
        byte[][] variants = new byte[run.length][];
        for (int i = 0; i < run.length; i++) {
            variants[i] = run[i].toString().getBytes(UTF_8);
            same &= run[i].compareTo(run[0]) == 0;
        }
        segments.add(new Segment(null, same ? new byte[][] {variants[0]} : variants));
    }

    private static byte[][] one(String text) {
        return new byte[][] {text.getBytes(UTF_8)};
    }
}
