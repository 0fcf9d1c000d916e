package dev.sluice.mapping.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} inside a value. A file's last line break is dropped; its path is relative to the
 * configuration file. {@code $${} stands for a plain {@code ${}.
 */
final class References {

    private static final int LARGEST_FILE = 1 << 20;

    private final Path folder;
    private final UnaryOperator<String> environment;
    private final boolean allowed;
    private final Set<Input> inputs = new LinkedHashSet<>();

    /** @param environment gives null for a variable that is not set */
    References(Path folder, UnaryOperator<String> environment) {
        this(folder, environment, true);
    }

    private References(Path folder, UnaryOperator<String> environment, boolean allowed) {
        this.folder = folder;
        this.environment = environment;
        this.allowed = allowed;
    }

    /** For text from somebody who may not see the environment and the files of this machine: every reference is a problem. */
    static References refused(Path folder) {
        return new References(folder, name -> null, false);
    }

    void add(Input input) {
        inputs.add(input);
    }

    /** What the settings were read from, so far. */
    Set<Input> inputs() {
        return Set.copyOf(inputs);
    }

    /**
     * What a file holds that the settings name outright.
     *
     * @param file relative to the configuration file
     * @param largest bytes that it may have
     * @throws IOException when it cannot be had; the message is a sentence for people
     */
    byte[] content(String file, int largest) throws IOException {
        if (!allowed) {
            throw new IOException("files of this machine cannot be named here");
        }
        try {
            var path = folder.resolve(file);
            add(Input.file(path));
            if (Files.size(path) > largest) {
                throw new IOException("the file is larger than " + largest + " bytes");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no such file", missing);
        } catch (InvalidPathException notAPath) {
            throw new IOException("is not the name of a file", notAPath);
        }
    }

    static boolean areIn(String written) {
        return written.contains("${");
    }

    /** The text with every reference replaced, or null after complaining. */
    String resolve(String written, Place place, String path, Problems problems) {
        var resolved = new StringBuilder();
        int position = 0;
        while (true) {
            int start = written.indexOf("${", position);
            if (start < 0) {
                return resolved.append(written, position, written.length()).toString();
            }
            if (start > 0 && written.charAt(start - 1) == '$') {
                resolved.append(written, position, start - 1).append("${");
                position = start + 2;
                continue;
            }
            int end = written.indexOf('}', start);
            var reference = end < 0 ? written.substring(start) : written.substring(start, end + 1);
            var value = end < 0 ? unknown(reference, place, path, problems) : one(reference, place, path, problems);
            if (value == null) {
                return null;
            }
            resolved.append(written, position, start).append(value);
            position = end + 1;
        }
    }

    private String one(String reference, Place place, String path, Problems problems) {
        if (!allowed) {
            problems.add(new Problem(
                    place,
                    path,
                    "\"" + reference
                            + "\": rules sent to Sluice may not refer to its environment or files; name a file beside"
                            + " the configuration instead",
                    "BAD-REFERENCE"));
            return null;
        }
        var inner = reference.substring(2, reference.length() - 1);
        if (inner.startsWith("env:")) {
            return variable(inner.substring(4), place, path, problems);
        }
        if (inner.startsWith("file:")) {
            return content(inner.substring(5), place, path, problems);
        }
        return unknown(reference, place, path, problems);
    }

    private String variable(String name, Place place, String path, Problems problems) {
        var value = environment.apply(name);
        if (value == null) {
            problems.add(
                    new Problem(place, path, "the environment variable \"" + name + "\" is not set", "ENV-MISSING"));
        }
        return value;
    }

    private String content(String name, Place place, String path, Problems problems) {
        String why;
        try {
            var file = folder.resolve(name);
            add(Input.text(file));
            if (Files.size(file) > LARGEST_FILE) {
                why = "is larger than 1MB";
            } else {
                return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            }
        } catch (NoSuchFileException missing) {
            why = "does not exist";
        } catch (MalformedInputException notText) {
            why = "is not UTF-8 text";
        } catch (IOException | InvalidPathException unreadable) {
            why = "cannot be read (" + unreadable.getClass().getSimpleName() + ")";
        }
        problems.add(new Problem(
                place, path, "the file \"" + name + "\" " + why + " (looked in " + folder + ")", "FILE-MISSING"));
        return null;
    }

    private static String unknown(String reference, Place place, String path, Problems problems) {
        problems.add(new Problem(
                place,
                path,
                "\"" + reference + "\" is neither ${env:NAME} nor ${file:PATH}; write $${ for a plain ${",
                "BAD-REFERENCE"));
        return null;
    }
}
