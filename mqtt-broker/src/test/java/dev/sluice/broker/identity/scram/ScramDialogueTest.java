package dev.sluice.broker.identity.scram;

import static dev.sluice.broker.identity.Shown.by;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Dialogue.Challenge;
import dev.sluice.broker.access.Dialogue.Ended;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.UnusableProofs;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScramDialogueTest {

    /** The example of RFC 7677 §3: what is stored of the password "pencil". */
    private static final String EXAMPLE = "user:"
            + ScramKeys.of("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096)
                    .written();

    @Test
    void deviceThatKnowsThePasswordIsKnownAndKnowsUs() throws UnusableProofs {
        var device = new ScramClient("user", "pencil");
        var talk = talk(EXAMPLE);

        var challenge = (Challenge) talk.answer(device.first());
        assertThat(new String(challenge.data(), UTF_8)).contains(",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        var end = (Ended) talk.answer(device.last(challenge.data()));

        assertThat(end.verdict())
                .isEqualTo(Verdict.accepted(new Identity("d", Optional.of("user"), Map.of(), Optional.empty())));
        assertThat(device.knows(end.data())).isTrue();
    }

    @Test
    void keysAreThoseOfTheStandardsExample() throws UnusableProofs {
        var keys = ScramFile.parse(EXAMPLE.getBytes(UTF_8)).of("user").orElseThrow();
        var talk = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

        assertThat(Base64.getEncoder().encodeToString(ScramKeys.hmac(keys.serverKey(), talk.getBytes(UTF_8))))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertThat(ScramClient.proof(keys, "pencil", talk)).isEqualTo("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    }

    @Test
    void wrongPasswordAndUnknownUserEndAlike() throws UnusableProofs {
        for (var device : List.of(new ScramClient("user", "pencils"), new ScramClient("stranger", "pencil"))) {
            var talk = talk(EXAMPLE);
            var challenge = (Challenge) talk.answer(device.first());

            assertThat(((Ended) talk.answer(device.last(challenge.data()))).verdict())
                    .isEqualTo(bad());
        }
    }

    @Test
    void strangersSaltIsAlwaysTheSameForItsNameAlsoAfterARestart() throws UnusableProofs {
        var salt = salt("stranger");

        assertThat(salt("stranger")).isEqualTo(salt).hasSize(24);
        assertThat(salt("other")).isNotEqualTo(salt).hasSize(24);
    }

    @Test
    void anythingElseThanTheNextStepIsRefused() throws UnusableProofs {
        for (var wrong : List.of(
                "",
                "x",
                "p=tls-unique,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                "n,a=admin,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                "n,,m=x,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                "n,,n=user,r=short",
                "n,,n=,r=fyko+d2lbbFgONRv9qkxdawL",
                "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL,x=y")) {
            assertThat(((Ended) talk(EXAMPLE).answer(wrong.getBytes(UTF_8))).verdict())
                    .as(wrong)
                    .isEqualTo(bad());
        }
        assertThat(((Ended) talk(EXAMPLE).answer(new byte[] {(byte) 0xFF, 1})).verdict())
                .isEqualTo(bad());
    }

    @Test
    void proofForAnotherTalkIsRefused() throws UnusableProofs {
        var device = new ScramClient("user", "pencil");
        var first = talk(EXAMPLE);
        var proof = device.last(((Challenge) first.answer(device.first())).data());
        var second = talk(EXAMPLE);
        second.answer(device.first());

        assertThat(((Ended) second.answer(proof)).verdict()).isEqualTo(bad());
    }

    @Test
    void headerThatWasChangedOnTheWayIsRefused() throws UnusableProofs {
        var device = new ScramClient("user", "pencil");
        var talk = talk(EXAMPLE);
        var changed =
                new String(device.first(), UTF_8).replaceFirst("n,,", "y,,").getBytes(UTF_8);
        var challenge = (Challenge) talk.answer(changed);

        assertThat(((Ended) talk.answer(device.last(challenge.data()))).verdict())
                .isEqualTo(bad());
    }

    @Test
    void nameWithACommaIsSpelledAsTheStandardSays() throws UnusableProofs {
        var device = new ScramClient("a=2Cb=3D", "pencil");
        var talk = talk(ScramFile.line("a,b=", "pencil", 4_096));
        var challenge = (Challenge) talk.answer(device.first());

        assertThat(((Ended) talk.answer(device.last(challenge.data()))).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.identity().user()).contains("a,b="));
    }

    @Test
    void lineThatIsWrongIsNamedAndNotShown() {
        for (var wrong : List.of(
                "user:pencil",
                EXAMPLE.replace("$4096", "$4095"),
                EXAMPLE.replace("$4096", "$2000000"),
                EXAMPLE + "A")) {
            assertThatThrownBy(() -> ScramFile.parse(wrong.getBytes(UTF_8)))
                    .isInstanceOf(UnusableProofs.class)
                    .hasMessageStartingWith("line 1: expected user:SCRAM-SHA-256$")
                    .hasMessageNotContaining("pencil");
        }
    }

    private static String salt(String user) throws UnusableProofs {
        var challenge = (Challenge) talk(EXAMPLE).answer(new ScramClient(user, "x").first());
        return new String(challenge.data(), UTF_8).replaceFirst("(?s).*,s=([^,]*),.*", "$1");
    }

    private static Verdict bad() {
        return Verdict.refused(Refusal.BAD_CREDENTIALS);
    }

    private static Dialogue talk(String file) throws UnusableProofs {
        return new ScramMethod(ScramFile.parse(file.getBytes(UTF_8)))
                .begin("SCRAM-SHA-256", by("d").credentials())
                .orElseThrow();
    }
}
