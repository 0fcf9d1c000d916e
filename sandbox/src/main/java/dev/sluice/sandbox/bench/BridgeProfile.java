package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A sampling profile of the bridge, taken by async-profiler, which the JDK's own {@code jcmd} loads into the running JVM. Its
 * {@code ctimer} clock needs no right to the kernel's performance counters; time inside the kernel counts for the frame that called it.
 */
final class BridgeProfile {

    private static final String LIBRARY = "libasyncProfiler.so";

    private BridgeProfile() {}

    /**
     * Profiles a process while the work runs, and leaves {@code bridge.html} (a flame graph) and {@code bridge.collapsed} in the
     * folder.
     */
    static Stages of(long pid, Path folder, Runnable work) {
        try {
            Files.createDirectories(folder);
            Path library = folder.toAbsolutePath().resolve(LIBRARY);
            unpackTo(library);
            Path collapsed = folder.toAbsolutePath().resolve("bridge.collapsed");
            agent(pid, library, "start,event=ctimer,interval=1ms,threads");
            work.run();
            agent(pid, library, "dump,collapsed,threads,file=" + collapsed);
            agent(
                    pid,
                    library,
                    "stop,flamegraph,threads,file=" + folder.toAbsolutePath().resolve("bridge.html"));
            Files.delete(library);
            return Stages.of(Files.readAllLines(collapsed));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write the profile to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void unpackTo(Path library) throws IOException {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
        try (InputStream packed = BridgeProfile.class.getResourceAsStream("/" + machine + "/" + LIBRARY)) {
            if (packed == null) {
                throw new EnvironmentException("No async-profiler for " + machine + " on the class path.");
            }
            Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void agent(long pid, Path library, String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new EnvironmentException("A profile needs a JDK: " + jcmd + " is not there.");
        }
        // jcmd takes a comma for the end of an argument unless quoted
        var process = new ProcessBuilder(
                        jcmd.toString(),
                        Long.toString(pid),
                        "JVMTI.agent_load",
                        library.toString(),
                        "\"" + command + "\"")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0 || !said.contains("return code: 0")) {
                throw new EnvironmentException("The profiler cannot be loaded into the bridge: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while the profiler was loaded.", e);
        }
    }
}
