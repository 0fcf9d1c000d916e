package dev.sluice.simulator.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/** Where a report goes, in the form that the file's name asks for; and whence it comes back. */
public final class ReportFile {

    /** For help and complaints. */
    public static final String ENDINGS = ".html, .json or .hgrm";

    private enum Form {
        HTML(HtmlForm::of),
        JSON(JsonForm::of),
        HGRM(HgrmForm::of);

        private final Function<RunReport, String> text;

        Form(Function<RunReport, String> text) {
            this.text = text;
        }
    }

    private ReportFile() {}

    /**
     * To be called before the run, which may take hours.
     *
     * @throws IllegalArgumentException when no form has the file's ending
     */
    public static void check(Path file) {
        form(file);
    }

    /**
     * Writes it whole or not at all; a file that was there is replaced, folders are made.
     *
     * @throws IllegalArgumentException when no form has the file's ending
     */
    public static void write(Path file, RunReport report) throws IOException {
        String text = form(file).text.apply(report);
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path unfinished = whole.resolveSibling(whole.getFileName() + ".unfinished");
        Files.writeString(unfinished, text);
        Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads a report in its JSON form.
     *
     * @throws ReportFormatException when it is none
     */
    public static RunReport read(Path file) throws IOException {
        return JsonForm.read(Files.readAllBytes(file), file.toString());
    }

    private static Form form(Path file) {
        String name = String.valueOf(file.getFileName());
        return switch (name.substring(Math.max(0, name.lastIndexOf('.')))) {
            case ".html" -> Form.HTML;
            case ".json" -> Form.JSON;
            case ".hgrm" -> Form.HGRM;
            default -> throw new IllegalArgumentException("--report " + file + ": its name must end in " + ENDINGS);
        };
    }
}
