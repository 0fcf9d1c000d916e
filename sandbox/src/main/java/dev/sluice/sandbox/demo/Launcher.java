package dev.sluice.sandbox.demo;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The script {@code sluice} that started us, through which the others are started as a person would start them. */
record Launcher(Path script) {

    /** The launcher names its folder to every program that it starts. */
    private static final String HOME = "sluice.home";

    static Launcher ours() {
        String home = System.getProperty(HOME);
        Path script = home == null ? null : Path.of(home, "sluice");
        if (script == null || !Files.isExecutable(script)) {
            throw new EnvironmentException(
                    "The demo starts the bridge and the devices through the launcher, which is not there ("
                            + (script == null ? "system property " + HOME + " is not set" : script.toString())
                            + "). Start it as ./sluice demo.");
        }
        return new Launcher(script);
    }

    List<String> words(String... arguments) {
        var words = new ArrayList<>(List.of(script.toString()));
        words.addAll(List.of(arguments));
        return words;
    }
}
