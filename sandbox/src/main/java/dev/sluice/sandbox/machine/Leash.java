package dev.sluice.sandbox.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * Ties a command to this JVM so that it ends when we do, even when we are killed with SIGKILL and can run no shutdown hook.
 *
 * <p>The child's standard input is a pipe from us, which the kernel closes when we are gone. A watching subshell waits for
 * that; the shell itself {@code exec}s the command, so the process id is the command's own. The watcher strikes only while
 * its parent is still that process: ids are used again.
 */
final class Leash {

    private static final String SCRIPT = """
            exec 3<&0
            (
              while read -r _; do :; done <&3
              for signal in CONT TERM wait wait wait wait wait wait wait wait KILL; do
                read -r _ _ _ parent _ </proc/self/stat
                [ "$parent" = "$$" ] || exit 0
                if [ $signal = wait ]; then sleep 1; else kill -$signal $$; fi
              done
            ) >/dev/null 2>&1 &
            exec "$@" 3<&- </dev/null
            """;

    private Leash() {}

    static List<String> on(List<String> words) {
        List<String> leashed = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        leashed.addAll(words);
        return leashed;
    }
}
