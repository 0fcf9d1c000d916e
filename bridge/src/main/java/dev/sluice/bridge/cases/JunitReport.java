package dev.sluice.bridge.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results in the XML that JUnit's Ant task once wrote and every CI tool reads: one suite per file. */
public final class JunitReport {

    private JunitReport() {}

    /** @throws IOException when the file cannot be written */
    public static void write(Path file, Map<CaseFile, List<CaseResult>> results) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            write(writer, results);
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    static void write(Writer writer, Map<CaseFile, List<CaseResult>> results) {
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            counts(
                    xml,
                    "sluice test",
                    results.values().stream().flatMap(List::stream).toList());
            for (var suite : results.entrySet()) {
                suite(xml, suite.getKey(), suite.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException unwritable) {
            throw unwritable.getNestedException() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException(unwritable);
        }
    }

    private static void suite(XMLStreamWriter xml, CaseFile file, List<CaseResult> results) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        counts(xml, file.path().toString(), results);
        xml.writeAttribute(
                "timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        for (var result : results) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            attribute(xml, "name", result.test().name());
            attribute(xml, "classname", file.path().getFileName().toString());
            attribute(xml, "file", file.path().toString());
            xml.writeAttribute("line", Integer.toString(result.test().place().line()));
            xml.writeAttribute("time", seconds(result.took()));
            if (!result.isGood()) {
                xml.writeStartElement("failure");
                attribute(xml, "message", result.differences().get(0).toString());
                xml.writeAttribute("type", "difference");
                xml.writeCharacters(allowed(result.test().place() + "\n"
                        + result.differences().stream()
                                .map(Difference::toString)
                                .collect(Collectors.joining("\n"))));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, String name, List<CaseResult> results) throws XMLStreamException {
        attribute(xml, "name", name);
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute(
                "failures",
                Long.toString(
                        results.stream().filter(result -> !result.isGood()).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute(
                "time", seconds(results.stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus)));
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    /** XML 1.0 §2.2 has no way at all to write most control characters: they are shown as Java would write them. */
    static String allowed(String text) {
        var allowed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean fine =
                    c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
            if (fine) {
                allowed.appendCodePoint(c);
            } else {
                allowed.append("\\u%04x".formatted(c));
            }
        });
        return allowed.toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
