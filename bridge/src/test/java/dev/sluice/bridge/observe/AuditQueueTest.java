package dev.sluice.bridge.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.sluice.broker.audit.AuditLog;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** The log as logback.xml has it, written to a terminal that nobody reads for a while. */
class AuditQueueTest {

    private static final int MORE_THAN_A_QUEUE = 20_000;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CountDownLatch reads = new CountDownLatch(1);
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void nobodyReads() {
        System.setErr(new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        try {
                            reads.await();
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                        synchronized (written) {
                            written.write(bytes, from, length);
                        }
                    }
                },
                true));
    }

    @AfterEach
    void stop() {
        reads.countDown();
        context.stop();
        System.setErr(before);
    }

    @Test
    void aFloodOfOtherLinesDropsNoAuditEvent() throws JoranException {
        configure();
        for (int i = 0; i < MORE_THAN_A_QUEUE; i++) {
            other().info("line {}", i);
        }
        for (int i = 0; i < 1_000; i++) {
            audit().info("event=connect client=\"{}\"", i);
        }

        reads.countDown();

        await().until(() -> count("audit - event=connect") == 1_000);
        assertThat(count("left-out")).isZero();
        assertThat(count("Other - line")).isLessThan(MORE_THAN_A_QUEUE);
    }

    @Test
    void aFloodOfAuditEventsDropsNoOtherLineAndSaysHowManyAreMissing() throws JoranException {
        configure();
        for (int i = 0; i < MORE_THAN_A_QUEUE; i++) {
            audit().warn("event=refuse client=\"{}\"", i);
        }
        other().info("line");
        reads.countDown();
        await().until(() -> count("Other - line") == 1);
        var queue = (AuditQueue) audit().getAppender("AUDIT");
        await().until(() -> queue.getNumberOfElementsInQueue() == 0); // or what asks for the line is left out, too

        await().until(() -> {
            audit().info("event=connect");
            return count("left-out") == 1;
        });

        var said = lines().stream()
                .filter(line -> line.contains("left-out"))
                .findFirst()
                .orElseThrow();
        assertThat(said).contains("WARN  audit - event=left-out lines=");
        long missing = Long.parseLong(said.replaceAll(".*lines=", "").trim());
        assertThat(missing).isPositive().isEqualTo(MORE_THAN_A_QUEUE - count("event=refuse"));
    }

    @Test
    void whatIsMissingAtTheEndIsSaidAtTheEnd() throws JoranException {
        configure();
        for (int i = 0; i < MORE_THAN_A_QUEUE; i++) {
            audit().warn("event=refuse client=\"{}\"", i);
        }
        reads.countDown();
        await().until(() -> count("event=refuse") > 8_000);

        context.stop();

        await().untilAsserted( // stopping gives its thread a second
                        () -> assertThat(lines()).last().asString().contains("event=left-out lines="));
    }

    @Test
    void itCanHaveAFileOfItsOwn(@TempDir Path folder) throws Exception {
        var file = folder.resolve("audit.log");
        reads.countDown();
        context.putProperty("SLUICE_AUDIT_FILE", file.toString());
        configure();

        audit().info("event=connect");
        other().info("line");
        context.stop();

        await().untilAsserted(() -> {
            assertThat(Files.readAllLines(file)).singleElement().asString().contains("INFO  audit - event=connect");
            assertThat(lines()).singleElement().asString().contains("Other - line");
        });
    }

    private void configure() throws JoranException {
        context.setMDCAdapter(MDC.getMDCAdapter());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(EventLog.class.getResource("/logback.xml"));
    }

    private Logger audit() {
        return context.getLogger(AuditLog.LOGGER);
    }

    private Logger other() {
        return context.getLogger("dev.sluice.bridge.Other");
    }

    private long count(String words) {
        return lines().stream().filter(line -> line.contains(words)).count();
    }

    private List<String> lines() {
        synchronized (written) {
            return written.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
