package dev.sluice.simulator.report;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the report of a simulated run, to be looked at: {@code java -cp … dev.sluice.simulator.report.ShowReport FILE…}. */
final class ShowReport {

    private ShowReport() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            ReportFile.write(Path.of(file), Reports.full());
        }
        RunText.of(Reports.full()).forEach(System.out::println);
    }
}
