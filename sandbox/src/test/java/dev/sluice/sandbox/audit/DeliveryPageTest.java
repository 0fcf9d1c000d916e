package dev.sluice.sandbox.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of failures in docs/delivery.md says what campaigns are held to. {@code -Ddocs.update=true} writes it anew from {@link Promise}.
 */
class DeliveryPageTest {

    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    private static final Path PAGE = Path.of("../docs/delivery.md");
    private static final String BEGIN = "<!-- the table of faults: written by DeliveryPageTest -->\n";
    private static final String END = "<!-- end of the table of faults -->\n";

    private static final Contract KAFKA = new Contract(Contract.Ack.KAFKA, false);
    private static final Contract EXACTLY_ONCE = new Contract(Contract.Ack.KAFKA, true);
    private static final Contract SPOOL = new Contract(Contract.Ack.SPOOL, false);

    @Test
    void theTableOfThePageIsWhatCampaignsAreHeldTo() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("place of the table in " + PAGE).isPositive().isLessThan(end);

        String anew = page.substring(0, begin + BEGIN.length()) + table() + page.substring(end);

        if (UPDATE) {
            Files.writeString(PAGE, anew);
        }
        assertThat(anew).isEqualTo(UPDATE ? Files.readString(PAGE) : page);
    }

    @Test
    void exactlyOnceMeansIt() {
        assertThat(FaultKind.values()).noneMatch(kind -> Promise.mayDuplicate(kind, EXACTLY_ONCE, 2));
    }

    private static String table() {
        return "| fault | QoS 1 | QoS 2 | QoS 2, `exactly-once: true` | QoS 1, `ack: spool` | QoS 2, `ack: spool` |\n"
                + "|---|---|---|---|---|---|\n"
                + Arrays.stream(FaultKind.values()).map(DeliveryPageTest::row).collect(Collectors.joining());
    }

    private static String row(FaultKind kind) {
        return "| `" + kind.word() + "` | "
                + List.of(
                                cell(kind, KAFKA, 1),
                                cell(kind, KAFKA, 2),
                                cell(kind, EXACTLY_ONCE, 2),
                                cell(kind, SPOOL, 1),
                                cell(kind, SPOOL, 2))
                        .stream()
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static String cell(FaultKind kind, Contract contract, int qos) {
        if (!FaultKind.usual(false, contract).contains(kind)) {
            return "–";
        }
        return Promise.mayDuplicate(kind, contract, qos) ? "at least once" : "once";
    }
}
