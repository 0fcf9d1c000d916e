package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import dev.sluice.sandbox.program.Programs;
import dev.sluice.sandbox.program.ReadyLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the bridges, with ports, a folder and a transactional id that stay its own through all its starts. */
final class Replica implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofSeconds(180);
    private static final Duration TIME_TO_END = Duration.ofSeconds(120);

    private final String name;
    private final Path folder;
    private final Programs programs;
    private final List<String> arguments;
    private final String jvmOptions;
    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();

    private ChildProcess process;

    /** @param number from 1 */
    Replica(int number, Programs programs, Path folder, Path rules, String kafka, RehearsalSettings settings) {
        this.name = "replica-" + number;
        this.programs = programs;
        this.folder = folder;
        this.jvmOptions = settings.bridgeOptions();
        this.arguments = new ArrayList<>(List.of("--config", rules.toString()));
        set("kafka.bootstrap.servers=" + kafka);
        set("kafka.transactions.id=rehearsal-" + name);
        set("mqtt.listeners[0].port=" + mqttPort);
        set("management.port=" + managementPort);
        set("data.folder=" + folder.resolve(name));
        settings.overrides().forEach(this::set);
    }

    private void set(String override) {
        arguments.addAll(List.of("--set", override));
    }

    /** Returns when the process runs; {@link #awaitReady} waits until devices can connect. */
    void launch() {
        process = ChildProcess.start(
                ChildCommand.logged(name, programs.bridge(jvmOptions, arguments), folder.resolve(name + ".log")));
    }

    void awaitReady() {
        process.awaitLine(line -> ReadyLine.parse(line).isPresent(), TIME_TO_START);
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** SIGTERM; returns when it is gone, however long it takes to send its devices away. */
    void end() {
        process.askToEnd();
        process.awaitEnd(TIME_TO_END);
    }

    /** It may not have ended by itself. */
    void checkAlive() {
        if (!process.alive()) {
            throw process.failure("ended although nothing had been done to it");
        }
    }

    String name() {
        return name;
    }

    int mqttPort() {
        return mqttPort;
    }

    int managementPort() {
        return managementPort;
    }

    Duration cpuTime() {
        return process.cpuTime();
    }

    /** When it is over nobody is left who would have to be sent away. */
    @Override
    public void close() {
        if (process != null && process.alive()) {
            process.kill();
        }
    }
}
