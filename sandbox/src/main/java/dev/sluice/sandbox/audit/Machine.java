package dev.sluice.sandbox.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;

/** Where a campaign ran, and with what. */
record Machine(String processor, int cores, String memory, String system, String java, String kafka, String sluice) {

    static Machine ours(Path home) {
        return new Machine(
                after("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                gigabytes(after("/proc/meminfo", "MemTotal")),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                AppInfoParser.getVersion(),
                commit(home));
    }

    private static String gigabytes(String kilobytes) {
        String number = kilobytes.replaceAll("[^0-9]", "");
        return number.isEmpty()
                ? "unknown"
                : String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(number) / 1024.0 / 1024.0);
    }

    /** What stands behind a word and a colon in one of Linux's tables. */
    private static String after(String file, String word) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(word) && line.indexOf(':') > 0)
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    /** The commit of the sources, where there is Git and a repository. */
    private static String commit(Path home) {
        try {
            var git = new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes()).strip();
            return git.waitFor() == 0 && !said.isEmpty() ? "commit " + said : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
