package dev.sluice.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command line as it may be shown to anybody. */
public final class ShownCommand {

    private static final Pattern SECRET =
            Pattern.compile("(?i)-.*(password|passwd|secret|token|credential|api-?key|passphrase).*");
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/@:\\s]*):[^/@\\s]*@");
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./{}-]+");

    private ShownCommand() {}

    /** The words, quoted for a shell where they need it, with {@code ***} for the values of options that sound like secrets. */
    public static String of(List<String> words) {
        List<String> shown = new ArrayList<>();
        boolean secret = false;
        for (String word : words) {
            int assigned = word.indexOf('=');
            String name = assigned < 0 ? word : word.substring(0, assigned);
            boolean secretOption = SECRET.matcher(name).matches();
            if (secret && !word.startsWith("-")) {
                shown.add("***");
            } else if (secretOption && assigned >= 0) {
                shown.add(name + "=***");
            } else {
                shown.add(quoted(IN_ADDRESS.matcher(word).replaceAll("$1:***@")));
            }
            secret = secretOption && assigned < 0;
        }
        return String.join(" ", shown);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() || word.contains("***") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
