package dev.sluice.bridge.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class EventLogTest {

    @Test
    void closingWritesOutWhatIsQueued() throws Exception {
        var written = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(written, true));
        try {
            var context = new LoggerContext();
            context.setMDCAdapter(MDC.getMDCAdapter());
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(EventLog.class.getResource("/logback.xml"));

            var log = context.getLogger("dev.sluice.bridge.Whatever");
            for (int i = 0; i < 1_000; i++) {
                log.atInfo().addKeyValue("reason", "FIELD_MISSING").log("line {}", i);
            }
            context.stop();
            await().until(() -> written.toString().lines().count() == 1_000); // stopping gives its thread a second
        } finally {
            System.setErr(before);
        }

        assertThat(written.toString().lines().toList())
                .hasSize(1_000)
                .last()
                .asString()
                .endsWith("INFO  Whatever - line 999 reason=\"FIELD_MISSING\"");
    }
}
