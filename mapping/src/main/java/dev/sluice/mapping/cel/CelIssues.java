package dev.sluice.mapping.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.sluice.mapping.settings.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** CEL's complaints about an expression, in one sentence. */
final class CelIssues {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern ENDS = Pattern.compile("mismatched input '<EOF>'.*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private CelIssues() {}

    /**
     * @param known every variable that the expression may use
     * @param captures of the rule, also those that are no variables
     */
    static CelInvalid describe(
            String text, List<CelIssue> issues, Collection<String> known, Collection<String> captures) {
        if (issues.isEmpty()) {
            return new CelInvalid("not an expression");
        }
        var issue = issues.get(0);
        var at = issue.getSourceLocation();
        var place = at.getLine() > 0 ? " (line " + at.getLine() + ", column " + (at.getColumn() + 1) + ")" : "";
        return new CelInvalid(sentence(from(text, at), issue.getMessage(), known, captures) + place);
    }

    private static String sentence(String rest, String said, Collection<String> known, Collection<String> captures) {
        var undeclared = UNDECLARED.matcher(said);
        if (undeclared.matches()) {
            return rest.startsWith("(")
                    ? "unknown function " + undeclared.group(1)
                    : unknown(written(rest, undeclared.group(1)), rest, known, captures);
        }
        var overload = OVERLOAD.matcher(said);
        if (overload.matches()) {
            var types = CelWords.types(overload.group(2));
            boolean twoKinds =
                    CelWords.isArithmetic(overload.group(1)) && types.contains("int") && types.contains("double");
            return "'" + CelWords.operator(overload.group(1)) + "' does not take " + types
                    + (twoKinds ? CelWords.TWO_KINDS : "");
        }
        return ENDS.matcher(said).matches()
                ? "the expression ends where more is expected"
                : said.strip().replaceAll("\\s*\\n\\s*", " ");
    }

    private static String unknown(String name, String rest, Collection<String> known, Collection<String> captures) {
        for (var capture : captures) {
            if (!known.contains(capture) && rest.startsWith(capture)) {
                return "the capture " + capture + " is no name of CEL; write topic['" + capture + "']";
            }
        }
        return "unknown name " + name
                + Spelling.closest(name, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("; known are " + String.join(", ", known));
    }

    /** The expression from the place of the complaint on. */
    private static String from(String text, CelSourceLocation at) {
        var line = text.split("\n", -1)[Math.max(0, at.getLine() - 1)];
        int codePoints = Math.min(line.codePointCount(0, line.length()), Math.max(0, at.getColumn()));
        return line.substring(line.offsetByCodePoints(0, codePoints));
    }

    /** The name with what follows its dots, as in {@code mqtt.clinet}. */
    private static String written(String rest, String name) {
        var matcher = NAME.matcher(rest);
        return matcher.lookingAt() && matcher.group().startsWith(name) ? matcher.group() : name;
    }
}
