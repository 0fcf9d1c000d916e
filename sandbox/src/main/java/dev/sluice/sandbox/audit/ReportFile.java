package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Where a report goes, in the form that the file's name asks for. */
public record ReportFile(Path path) {

    private enum Form {
        HTML(HtmlReport::of),
        JSON(JsonReport::of),
        TEXT(TextReport::of);

        private final Function<CampaignReport, String> writer;

        Form(Function<CampaignReport, String> writer) {
            this.writer = writer;
        }
    }

    /** @throws IllegalArgumentException when the name does not end in .html, .json, .md or .txt */
    public ReportFile {
        form(path);
    }

    public void write(CampaignReport report) {
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.writeString(path, form(path).writer.apply(report));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write the report to " + path + ": " + e.getMessage(), e);
        }
    }

    private static Form form(Path path) {
        String name = path.getFileName().toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> Form.HTML;
            case "json" -> Form.JSON;
            case "md", "txt" -> Form.TEXT;
            default ->
                throw new IllegalArgumentException(
                        "--report " + path + ": its name must end in .html, .json, .md or .txt");
        };
    }
}
