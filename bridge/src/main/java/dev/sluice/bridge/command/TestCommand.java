package dev.sluice.bridge.command;

import dev.sluice.bridge.cases.CaseFile;
import dev.sluice.bridge.cases.CaseResult;
import dev.sluice.bridge.cases.CaseRun;
import dev.sluice.bridge.cases.JunitReport;
import dev.sluice.bridge.cases.TestCase;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice test}: holds the cases that are kept beside the rules against these. */
@Command(
        name = "test",
        description = {
            "Runs the cases that are kept beside the rules: a message in, records out.",
            "Without FILES: every *.test.yaml beside the configuration."
        },
        footer = {
            "",
            "For instance: sluice test --junit target/sluice.xml",
            "Ends in 1 when a case does not hold, in 2 when a file of cases or a configuration cannot be used."
        })
final class TestCommand implements Callable<Integer> {

    private static final String USUAL_NAME = "sluice.yaml";

    @Mixin
    private final ConfigurationOptions configuration;

    private final Path workingFolder;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILES",
            description = "Files of cases, or folders whose *.test.yaml are meant.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes a report for CI: JUnit's XML.")
    private Path junit;

    private final Map<Path, Optional<CaseRun>> runs = new HashMap<>();

    TestCommand(ConfigurationOptions configuration, Path workingFolder) {
        this.configuration = configuration;
        this.workingFolder = workingFolder;
    }

    @Override
    public Integer call() {
        var read = new ArrayList<CaseFile>();
        boolean usable = true;
        for (var file : found()) {
            var source = SettingsFile.of(file, List.of());
            var cases = CaseFile.read(source, file);
            if (cases.isEmpty()) {
                spec.commandLine().getErr().println(source.problems().render());
                usable = false;
            }
            cases.ifPresent(read::add);
        }
        if (!usable || !read.stream().allMatch(this::rulesAreUsable)) {
            return ExitCode.CONFIGURATION;
        }
        var results = new LinkedHashMap<CaseFile, List<CaseResult>>();
        for (var file : read) {
            results.put(
                    file,
                    file.cases().stream()
                            .map(test -> run(file, test).orElseThrow().run(test))
                            .toList());
        }
        return reported(results) ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private boolean reported(Map<CaseFile, List<CaseResult>> results) {
        var out = spec.commandLine().getOut();
        int good = 0;
        int bad = 0;
        for (var file : results.values()) {
            for (var result : file) {
                var test = result.test();
                out.println((result.isGood() ? "good  " : "bad   ") + test.name() + "  (" + test.place() + ")");
                result.differences().forEach(difference -> {
                    out.println("        " + difference.where());
                    out.println("          expected  " + difference.expected());
                    out.println("          found     " + difference.found());
                });
                good += result.isGood() ? 1 : 0;
                bad += result.isGood() ? 0 : 1;
            }
        }
        out.println((good + bad) + (good + bad == 1 ? " case: " : " cases: ") + good + " good, " + bad + " bad");
        if (junit != null) {
            try {
                JunitReport.write(junit, results);
            } catch (IOException unwritable) {
                throw new EnvironmentException("The report " + junit + " cannot be written: " + unwritable, unwritable);
            }
        }
        return bad == 0;
    }

    private boolean rulesAreUsable(CaseFile file) {
        return file.cases().stream().allMatch(test -> run(file, test).isPresent());
    }

    /** Empty after its problems have been printed, once. */
    private Optional<CaseRun> run(CaseFile file, TestCase test) {
        var rules = test.rules()
                .or(file::rules)
                .or(configuration::namedFile)
                .orElseGet(() -> beside(file.path(), USUAL_NAME));
        var known = runs.get(rules);
        if (known == null) {
            known = configuration
                    .read(rules, spec.commandLine().getErr())
                    .map(settings -> new CaseRun(settings.rules()));
            runs.put(rules, known);
        }
        return known;
    }

    private List<Path> found() {
        var start = configuration.chosenFile().map(file -> beside(file, "")).orElse(workingFolder);
        var found = new ArrayList<Path>();
        for (var file : files.isEmpty() ? List.of(start) : files) {
            if (Files.isDirectory(file) || file.toString().isEmpty()) {
                found.addAll(cases(file));
            } else {
                found.add(file);
            }
        }
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no cases: there is no *" + CaseFile.SUFFIX + " in "
                            + (files.isEmpty() ? start.toAbsolutePath() : files)
                            + " (docs/tools.md shows what one looks like)");
        }
        return found;
    }

    private static List<Path> cases(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(CaseFile.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new EnvironmentException("The folder " + folder + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static Path beside(Path file, String name) {
        var folder = file.getParent();
        return folder == null ? Path.of(name) : folder.resolve(name);
    }
}
