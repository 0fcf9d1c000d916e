package dev.sluice.simulator.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages that devices are to say again.
 *
 * @param entries in the file's order; at least one
 */
public record Recording(List<Entry> entries) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final long LARGEST = 256L << 20;

    /**
     * One of them.
     *
     * @param topic as it was recorded; empty where the file has none
     * @param owner whose message it is: entries of one owner are said by one device, in order. Empty = anybody's
     */
    record Entry(Optional<String> topic, Optional<String> owner, byte[] payload) {

        /** The payload as a JSON object. */
        ObjectNode object(int position) throws RecordingException {
            JsonNode json;
            try {
                json = JSON.readTree(payload);
            } catch (IOException e) {
                json = null;
            }
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new RecordingException("message " + (position + 1)
                    + " of the recording is no JSON object, so no fields can be put into it; leave out fields");
        }
    }

    /** @throws RecordingException when not every payload is a JSON object */
    public void requireObjects() throws RecordingException {
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).object(i);
        }
    }

    /**
     * Reads lines of {@link RecordedMessage}. Empty lines are skipped.
     *
     * @param level of the topic that names the owner, from 1; empty = messages have no owner
     * @throws RecordingException when the file cannot be read or a line is no message
     */
    public static Recording ofLines(Path file, Optional<Integer> level) throws RecordingException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader lines = open(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    entries.add(entry(line, level, file + ":" + number));
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return notEmpty(file, entries);
    }

    /** A recording is kept in memory, so it has a limit. */
    static BufferedReader open(Path file) throws IOException, RecordingException {
        if (Files.size(file) > LARGEST) {
            throw new RecordingException(
                    file + " is larger than " + (LARGEST >> 20) + " MB; take a part of it, such as its first lines");
        }
        return Files.newBufferedReader(file);
    }

    private static Entry entry(String line, Optional<Integer> level, String where) throws RecordingException {
        RecordedMessage message;
        try {
            message = RecordedMessage.parse(line);
        } catch (IllegalArgumentException e) {
            throw new RecordingException(where + " " + e.getMessage(), e);
        }
        Optional<String> owner = Optional.empty();
        if (level.isPresent()) {
            String[] levels = message.topic().split("/", -1);
            if (levels.length < level.get()) {
                throw new RecordingException(
                        where + " has the topic " + message.topic() + ", which has no level " + level.get());
            }
            owner = Optional.of(levels[level.get() - 1]);
        }
        return new Entry(Optional.of(message.topic()), owner, message.payload());
    }

    /**
     * Reads a table with a header row; each row becomes a JSON object, or the text of one column.
     *
     * @param ownerColumn the column that names the owner
     * @param payloadColumn the column that is the payload
     * @throws RecordingException when the file cannot be read or has no such column
     */
    public static Recording ofTable(Path file, Optional<String> ownerColumn, Optional<String> payloadColumn)
            throws RecordingException {
        try {
            return notEmpty(file, Table.entries(file, ownerColumn, payloadColumn));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RecordingException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException
                ? " is not there"
                : e instanceof CharacterCodingException ? " is no UTF-8 text" : " cannot be read: " + e.getMessage();
        return new RecordingException(file + why, e);
    }

    private static Recording notEmpty(Path file, List<Entry> entries) throws RecordingException {
        if (entries.isEmpty()) {
            throw new RecordingException(file + " has no messages in it");
        }
        return new Recording(List.copyOf(entries));
    }
}
