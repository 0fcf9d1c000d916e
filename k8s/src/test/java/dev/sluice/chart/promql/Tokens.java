package dev.sluice.chart.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a query, taken one by one. */
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:([A-Za-z_][A-Za-z0-9_]*)|([0-9]+(?:\\.[0-9]+)?(?:[smhd])?)|(\"[^\"\\\\]*\")"
                    + "|(=~|!~|==|!=|>=|<=|[-+*/=<>(){}\\[\\],]))");
    private static final Set<String> MATCHERS = Set.of("=", "!=", "=~", "!~");

    private final String text;
    private final List<String> words;
    private int at;

    private Tokens(String text, List<String> words) {
        this.text = text;
        this.words = words;
    }

    static Tokens of(String text) {
        List<String> words = new ArrayList<>();
        var matcher = TOKEN.matcher(text);
        int end = 0;
        String rest = text.stripTrailing();
        while (end < rest.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("\"" + text + "\": not a word at " + end);
            }
            words.add(matcher.group().strip());
            end = matcher.end();
        }
        return new Tokens(text, words);
    }

    boolean atEnd() {
        return at == words.size();
    }

    String peek() {
        return atEnd() ? "" : words.get(at);
    }

    String take() {
        return words.get(at++);
    }

    boolean takeIf(String word) {
        boolean here = peek().equals(word);
        if (here) {
            at++;
        }
        return here;
    }

    void expect(String word) {
        if (!takeIf(word)) {
            throw unexpected(word);
        }
    }

    boolean isNumber() {
        return peek().matches("[0-9.]+");
    }

    boolean isName() {
        return peek().matches("[A-Za-z_].*");
    }

    String name() {
        if (!isName()) {
            throw unexpected("a name");
        }
        return take();
    }

    void matcher() {
        if (!MATCHERS.contains(peek())) {
            throw unexpected("= or =~");
        }
        take();
    }

    void text() {
        if (!peek().startsWith("\"")) {
            throw unexpected("a text");
        }
        take();
    }

    long seconds() {
        if (!peek().matches("[1-9][0-9]*[smhd]")) {
            throw unexpected("a duration");
        }
        String duration = take();
        long number = Long.parseLong(duration.substring(0, duration.length() - 1));
        return number
                * switch (duration.charAt(duration.length() - 1)) {
                    case 's' -> 1;
                    case 'm' -> 60;
                    case 'h' -> 3_600;
                    default -> 86_400;
                };
    }

    IllegalArgumentException unexpected(String wanted) {
        return complaint("expected " + wanted + ", found " + (atEnd() ? "the end" : peek()));
    }

    IllegalArgumentException complaint(String what) {
        return new IllegalArgumentException("\"" + text + "\": " + what);
    }
}
