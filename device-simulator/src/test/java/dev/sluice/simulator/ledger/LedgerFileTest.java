package dev.sluice.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerFileTest {

    private static final Ledger LEDGER = new Ledger(
            Ledger.State.INTERRUPTED,
            1,
            1_763_760_000_000L,
            1_763_760_020_000L,
            List.of(
                    new LedgerEntry("d-00000", SeqRanges.below(1042), SeqRanges.parse("0-1039,1041")),
                    new LedgerEntry("d-00001", SeqRanges.below(3), SeqRanges.NONE),
                    new LedgerEntry("d-00002", SeqRanges.NONE, SeqRanges.NONE)));

    @TempDir
    private Path folder;

    private LedgerFile file;

    @BeforeEach
    void chooseAFile() {
        file = new LedgerFile(folder.resolve("ledger"));
    }

    @Test
    void itIsReadBackAsItWasWritten() throws Exception {
        file.write(LEDGER);

        assertThat(file.read()).isEqualTo(LEDGER);
        assertThat(LEDGER.sent()).isEqualTo(1045);
        assertThat(LEDGER.acknowledged()).isEqualTo(1041);
    }

    @Test
    void writingAgainReplacesTheFileAndLeavesNothingBeside() throws Exception {
        file.write(LEDGER);
        file.write(new Ledger(Ledger.State.FINISHED, 2, 0, 0, List.of()));

        assertThat(file.read().state()).isEqualTo(Ledger.State.FINISHED);
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("ledger"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void oneThatWasCutShortIsRefused() throws Exception {
        file.write(LEDGER);
        List<String> lines = Files.readAllLines(file.path());

        for (int kept = 0; kept < lines.size(); kept++) {
            Files.write(file.path(), lines.subList(0, kept));
            assertThatThrownBy(file::read).as("first %s lines", kept).isInstanceOf(LedgerFormatException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "d-00001,d-00000,device d-00000 comes a second time",
        "1039,1038,the totals do not add up",
        "0-2 -,0-2 0-3,more was acknowledged than sent",
        "0-2 -,0-2 x,is no list of sequence numbers",
        "qos=1,qos=,qos= is missing or no number",
        "state=interrupted,state=odd,unknown state",
        "sluice-ledger 1,sluice-ledger 9,is no ledger"
    })
    void oneThatWasAlteredIsRefused(String from, String to, String complaint) throws Exception {
        file.write(LEDGER);
        String text = Files.readString(file.path());
        Files.writeString(file.path(), text.replaceFirst(from, to));

        assertThatThrownBy(file::read)
                .isInstanceOf(LedgerFormatException.class)
                .hasMessageContaining(complaint)
                .hasMessageContaining(file.path().toString());
    }

    @Test
    void bytesThatAreNoTextAreNoLedger() throws Exception {
        Files.write(file.path(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(file::read).isInstanceOf(LedgerFormatException.class);
    }
}
