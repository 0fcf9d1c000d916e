package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A program that we started. It ends when we end, however we end; until then it can be stopped, killed, frozen and thawed by
 * its process id.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int LINES_SHOWN = 20;
    private static final long POLL_MILLIS = 20;

    private final ChildCommand command;
    private final LogTail log;
    private final Process process;

    private ChildProcess(ChildCommand command, LogTail log, Process process) {
        this.command = command;
        this.log = log;
        this.process = process;
    }

    public static ChildProcess start(ChildCommand command) {
        var log = new LogTail(command.log());
        var builder = new ProcessBuilder(Leash.on(command.words()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.redirectOutput(
                command.errorsOnly()
                        ? ProcessBuilder.Redirect.INHERIT
                        : ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        // a launcher that is called by us has nothing to build: whoever started us already did
        builder.environment().put("SLUICE_BUILD", "never");
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            var child = new ChildProcess(command, log, builder.start());
            Children.add(child);
            child.process.onExit().thenRun(() -> Children.remove(child));
            return child;
        } catch (IOException e) {
            throw new EnvironmentException("Cannot start " + command.name() + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String name() {
        return command.name();
    }

    /** CPU time used so far. */
    public Duration cpuTime() {
        return CpuClock.used(pid());
    }

    /** The first line of output since the start that satisfies the condition, if it has been written. */
    public Optional<String> line(Predicate<String> condition) {
        return log.first(condition);
    }

    /** Waits for a line of output, and gives up when the child ends or the time is over. */
    public String awaitLine(Predicate<String> condition, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            boolean alive = alive();
            Optional<String> line = line(condition);
            if (line.isPresent()) {
                return line.get();
            }
            if (!alive) {
                throw failure("ended with code " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                throw failure("was not ready after " + bound.toSeconds() + " s");
            }
            pause();
        }
    }

    /** Waits until the child ends by itself and gives its exit code. */
    public int awaitEnd(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("did not end within " + bound.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while waiting for " + name() + ".", e);
        }
    }

    /** SIGKILL: no word of farewell, nothing flushed. Returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * SIGSTOP: the process keeps its sockets and answers nothing. Returns when its last thread has stopped, which on a busy machine is some time
     * after the signal was sent: a thread notices when it is next given a processor.
     */
    public void suspend() {
        signal("STOP");
        long deadline = System.nanoTime() + Children.TIME_TO_END.toNanos();
        while (!ThreadStates.allStopped(pid())) {
            if (!alive() || System.nanoTime() > deadline) {
                throw failure("could not be frozen");
            }
            pause();
        }
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** SIGTERM, and no more: {@link #awaitEnd} waits for what a child has to do before it ends. */
    public void askToEnd() {
        process.destroy();
    }

    /** SIGTERM, and SIGKILL when that was not enough. Returns when the process is gone. */
    public void stop() {
        if (!alive()) {
            return;
        }
        process.destroy();
        signal("CONT");
        try {
            if (!process.waitFor(Children.TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** An exception that says what became of the child, with the end of its log. */
    public EnvironmentException failure(String whatHappened) {
        Children.stayHereIfShuttingDown();
        List<String> lines = log.last(LINES_SHOWN);
        String end = lines.isEmpty()
                ? "It wrote nothing to its log (" + command.log() + ")."
                : "The end of its log (" + command.log() + "):\n  " + String.join("\n  ", lines);
        return new EnvironmentException(name() + " " + whatHappened + ". " + end);
    }

    private void signal(String signal) {
        try {
            int refused = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            // Of a process that has just ended we hear a moment later than the system.
            if (refused != 0 && !process.waitFor(Children.TIME_TO_BE_MISSED.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EnvironmentException("SIG" + signal + " did not reach " + name() + ", pid " + pid() + ".");
            }
        } catch (IOException e) {
            throw new EnvironmentException("Cannot send SIG" + signal + " to " + name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while waiting for a child process.", e);
        }
    }
}
