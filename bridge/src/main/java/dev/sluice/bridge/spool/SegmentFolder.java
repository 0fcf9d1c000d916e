package dev.sluice.bridge.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folder of one segment, {@code 000000000042-<32 hex digits>}: its number in the order of the records, and the salt of its seal.
 *
 * <p>A segment that is written anew, without what Kafka has, is made as {@code *.new} and takes the old one's place by a rename; the old
 * one goes away as {@code *.old}.
 */
record SegmentFolder(Path path, long number, byte[] salt) {

    private static final Pattern NAME = Pattern.compile("(\\d{12})-([0-9a-f]{32})");
    private static final String NEW = ".new";
    private static final String OLD = ".old";
    private static final SecureRandom RANDOM = new SecureRandom();

    static SegmentFolder fresh(Path spool, long number) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new SegmentFolder(
                spool.resolve(String.format("%012d-%s", number, HexFormat.of().formatHex(salt))), number, salt);
    }

    /** Where the segment is written anew. */
    SegmentFolder renewed() {
        var fresh = fresh(path.getParent(), number);
        return new SegmentFolder(fresh.path.resolveSibling(fresh.path.getFileName() + NEW), number, fresh.salt);
    }

    /** A {@link #renewed} one takes the place of {@code old}. */
    SegmentFolder replace(SegmentFolder old) throws IOException {
        var name = path.getFileName().toString();
        var place = path.resolveSibling(name.substring(0, name.length() - NEW.length()));
        var away = old.path.resolveSibling(old.path.getFileName() + OLD);
        Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
        force(path.getParent());
        Files.move(old.path, away, StandardCopyOption.ATOMIC_MOVE);
        delete(away);
        return new SegmentFolder(place, number, salt);
    }

    /** All segments of a spool in their order. What an interrupted renewal has left behind is removed. */
    static List<SegmentFolder> list(Path spool) throws IOException {
        List<SegmentFolder> found = new ArrayList<>();
        try (var entries = Files.list(spool)) {
            for (var entry : (Iterable<Path>) entries::iterator) {
                var name = entry.getFileName().toString();
                var matcher = NAME.matcher(name);
                if (matcher.matches()) {
                    found.add(new SegmentFolder(
                            entry,
                            Long.parseLong(matcher.group(1)),
                            HexFormat.of().parseHex(matcher.group(2))));
                } else if (name.endsWith(NEW) || name.endsWith(OLD)) {
                    delete(entry);
                }
            }
        }
        found.sort(Comparator.comparingLong(SegmentFolder::number));
        return found;
    }

    long bytes() {
        try (var files = Files.list(path)) {
            long sum = 0;
            for (var file : (Iterable<Path>) files::iterator) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    /** Removes it with its files; what cannot be removed stays. */
    static void delete(Path folder) {
        var files = folder.toFile().listFiles();
        for (var file : files == null ? new java.io.File[0] : files) {
            file.delete();
        }
        folder.toFile().delete();
    }

    /** Makes names in this folder as durable as the files. */
    static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
