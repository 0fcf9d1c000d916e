package dev.sluice.bridge.cases;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of cases.
 *
 * @param rules the configuration that its cases are about, unless one says otherwise; empty for the usual one
 */
public record CaseFile(Path path, Optional<Path> rules, List<TestCase> cases) {

    /** How files of cases end. */
    public static final String SUFFIX = ".test.yaml";

    /** How a file is read, for {@code SettingsFile.read}. */
    public static Optional<CaseFile> read(SettingsFile source, Path path) {
        return source.read((root, problems) -> read(root, path, source.folder(), problems));
    }

    private static CaseFile read(Node root, Path path, Path folder, Problems problems) {
        var rules = rules(root, folder, problems);
        var cases = new ArrayList<TestCase>();
        if (!root.has("cases")) {
            root.complain("cases", "missing; expected a list of cases", "MISSING-KEY", problems);
        }
        for (var node : root.list("cases", problems)) {
            if (node.isMap()) {
                TestCase.read(node, folder, problems).ifPresent(cases::add);
            } else {
                node.complain("expected a map with name, message and expect", "WRONG-TYPE", problems);
                node.skip();
            }
        }
        return new CaseFile(path, rules, List.copyOf(cases));
    }

    static Optional<Path> rules(Node node, Path folder, Problems problems) {
        return node.optionalText("rules", problems).map(folder::resolve).map(Path::normalize);
    }
}
