package dev.sluice.simulator.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A ledger on disk, in the format that this package's documentation describes. */
public record LedgerFile(Path path) {

    private static final String FIRST_LINE = "sluice-ledger 1";

    /** Replaces the file as a whole: a reader finds the old one or the new one, never half of one. */
    public void write(Ledger ledger) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".part");
        try (Writer out = Files.newBufferedWriter(beside, UTF_8)) {
            out.write(FIRST_LINE + "\nstate=" + ledger.state().name().toLowerCase(Locale.ROOT) + " qos=" + ledger.qos()
                    + " started=" + ledger.startedAtMillis() + " written=" + ledger.writtenAtMillis() + "\n");
            for (LedgerEntry entry : ledger.entries()) {
                out.write(entry.device() + " " + entry.sent() + " " + entry.acknowledged() + "\n");
            }
            out.write("total devices=" + ledger.entries().size() + " sent=" + ledger.sent() + " acknowledged="
                    + ledger.acknowledged() + "\n");
        }
        Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads and checks the file. */
    public Ledger read() throws IOException, LedgerFormatException {
        List<String> lines;
        try {
            lines = Files.readAllLines(path, UTF_8);
        } catch (CharacterCodingException e) {
            throw new LedgerFormatException(path + " is no ledger: it is not text");
        }
        if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
            throw new LedgerFormatException(path + " is no ledger: its first line is not \"" + FIRST_LINE + "\"");
        }
        if (lines.size() < 3 || !lines.get(lines.size() - 1).startsWith("total ")) {
            throw new LedgerFormatException(path + " was cut short: it does not end with its totals");
        }
        Map<String, String> head = pairs(lines.get(1));
        List<LedgerEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 2; i < lines.size() - 1; i++) {
            LedgerEntry entry = entry(i + 1, lines.get(i));
            if (!names.add(entry.device())) {
                throw wrong(i + 1, "device " + entry.device() + " comes a second time");
            }
            entries.add(entry);
        }
        Ledger ledger = new Ledger(
                state(head),
                (int) number(2, head, "qos"),
                number(2, head, "started"),
                number(2, head, "written"),
                entries);
        checkTotals(lines.size(), pairs(lines.get(lines.size() - 1)), ledger);
        return ledger;
    }

    private LedgerEntry entry(int line, String text) throws LedgerFormatException {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw wrong(line, "expected a device, what it sent and what was acknowledged");
        }
        try {
            LedgerEntry entry = new LedgerEntry(parts[0], SeqRanges.parse(parts[1]), SeqRanges.parse(parts[2]));
            if (!entry.acknowledged().stream().allMatch(entry.sent()::contains)) {
                throw wrong(line, "more was acknowledged than sent");
            }
            return entry;
        } catch (IllegalArgumentException e) {
            throw wrong(line, e.getMessage());
        }
    }

    private void checkTotals(int line, Map<String, String> totals, Ledger ledger) throws LedgerFormatException {
        if (number(line, totals, "devices") != ledger.entries().size()
                || number(line, totals, "sent") != ledger.sent()
                || number(line, totals, "acknowledged") != ledger.acknowledged()) {
            throw wrong(line, "the totals do not add up: the file was altered or lost lines");
        }
    }

    private Ledger.State state(Map<String, String> head) throws LedgerFormatException {
        String state = head.getOrDefault("state", "");
        for (Ledger.State known : Ledger.State.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(state)) {
                return known;
            }
        }
        throw wrong(2, "unknown state \"" + state + "\"");
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String part : text.split(" ")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                pairs.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return pairs;
    }

    private long number(int line, Map<String, String> pairs, String name) throws LedgerFormatException {
        try {
            return Long.parseLong(pairs.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw wrong(line, name + "= is missing or no number");
        }
    }

    private LedgerFormatException wrong(int line, String what) {
        return new LedgerFormatException(path + ":" + line + ": " + what);
    }
}
