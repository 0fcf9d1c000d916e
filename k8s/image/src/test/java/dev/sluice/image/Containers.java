package dev.sluice.image;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.InstalledProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Buildah and podman, with images and containers in a folder of their own.
 *
 * <p>No daemon, no network of their own, files instead of overlays, and limits that any machine grants: what is left out here does not work inside
 * of other containers and in small virtual machines.
 */
final class Containers {

    private static final List<String> PROGRAMS = List.of("buildah", "podman", "runc");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private int commands;

    Containers(Path folder) {
        this.folder = folder;
    }

    /** Why no container can be run here; empty if one can. */
    static String obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "containers are run as root here";
        }
        return PROGRAMS.stream()
                .filter(name -> InstalledProgram.named(name).isEmpty())
                .findFirst()
                .map(name -> "Debian's " + name + " is not installed")
                .orElse("");
    }

    /**
     * Builds an image, as {@code docker build} would.
     *
     * @param base an archive of an image, which has a name
     * @return what it printed
     */
    String build(String name, Path base, String baseName, Path dockerfile, Path context) throws IOException {
        var pulled = buildah("pull", "--quiet", "docker-archive:" + base);
        return pulled
                + buildah(
                        "build-using-dockerfile",
                        "--quiet",
                        "--isolation",
                        "chroot",
                        "--pull-never",
                        "--build-arg",
                        "BASE=" + baseName,
                        "--tag",
                        name,
                        "--file",
                        dockerfile.toString(),
                        context.toString());
    }

    /** Takes over an image from its archive. */
    String load(Path archive) throws IOException {
        return podman("load", "--quiet", "--input", archive.toString());
    }

    String inspect(String image, String format) throws IOException {
        return podman("image", "inspect", "--format", format, image).strip();
    }

    /** Runs a container to its end, hardened, and gives what it printed; fails if it fails. */
    String once(String image, List<String> options, String... words) throws IOException {
        return finished(hardened(image, options, words));
    }

    /** Starts a container, hardened, that runs until it is stopped: SIGTERM to podman is SIGTERM to what runs in it. */
    ChildProcess start(String name, String image, List<String> options, String... words) {
        var all = new ArrayList<>(options);
        all.addAll(List.of("--name", name));
        return ChildProcess.start(ChildCommand.logged("container " + name, hardened(image, all, words), nextLog()));
    }

    /** Ends whatever still runs under this name: a podman that is killed leaves its container behind. */
    void remove(String name) throws IOException {
        podman("rm", "--force", "--ignore", "--time", "0", name);
    }

    /** As a cluster with strict rules would run it; it shares this machine's network, where Kafka is. */
    private List<String> hardened(String image, List<String> options, String... words) {
        var command = new ArrayList<>(podmanWords());
        command.addAll(List.of("run", "--rm", "--network=host", "--read-only", "--read-only-tmpfs=false"));
        command.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        command.addAll(List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"));
        command.addAll(List.of("--tmpfs", "/tmp:rw,exec,nosuid,nodev"));
        command.addAll(options);
        command.add(image);
        command.addAll(List.of(words));
        return command;
    }

    private String podman(String... words) throws IOException {
        return finished(Stream.concat(podmanWords().stream(), Stream.of(words)).toList());
    }

    private String buildah(String... words) throws IOException {
        var command = new ArrayList<>(List.of(program("buildah")));
        command.addAll(storage());
        command.addAll(List.of(words));
        return finished(command);
    }

    private List<String> podmanWords() {
        var command = new ArrayList<>(List.of(program("podman")));
        command.addAll(storage());
        command.addAll(List.of("--cgroup-manager=cgroupfs", "--runtime", program("runc")));
        return command;
    }

    private List<String> storage() {
        return List.of(
                "--root",
                folder.resolve("storage").toString(),
                "--runroot",
                folder.resolve("run").toString(),
                "--storage-driver",
                "vfs");
    }

    private String finished(List<String> command) throws IOException {
        var log = nextLog();
        var child = ChildProcess.start(ChildCommand.logged(String.join(" ", command), command, log));
        try {
            int code = child.awaitEnd(PATIENCE);
            if (code != 0) {
                throw child.failure("ended with code " + code);
            }
        } finally {
            child.kill();
        }
        return Files.readString(log);
    }

    private Path nextLog() {
        commands++;
        return folder.resolve("command-" + commands + ".log");
    }

    private static String program(String name) {
        return InstalledProgram.named(name).orElseThrow().toString();
    }
}
