package dev.sluice.broker.identity.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.identity.UnusableProofs;
import org.junit.jupiter.api.Test;

/** The hashes are made by libxcrypt, which is not the library that reads them. */
class PasswordFileTest {

    private static final String HASH = "05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";

    @Test
    void everySpellingOfBcryptIsRead() throws UnusableProofs {
        var file = file("# users\n\na:$2a$" + HASH + "\nb:$2b$" + HASH + "\r\nc:$2y$" + HASH + "\n"
                + "grün:$2y$04$abcdefghijklmnopqrstuuQYEk91mE9jD3s0Fa6l8hqSxfClgS2VO");

        assertThat(file.users()).isEqualTo(4);
        assertThat(file.matches("a", bytes("correct horse"))).isTrue();
        assertThat(file.matches("b", bytes("correct horse"))).isTrue();
        assertThat(file.matches("c", bytes("correct horse"))).isTrue();
        assertThat(file.matches("grün", bytes("grün"))).isTrue();
        assertThat(file.matches("a", bytes("correct horsf"))).isFalse();
        assertThat(file.matches("a", bytes(""))).isFalse();
        assertThat(file.matches("A", bytes("correct horse"))).isFalse();
    }

    @Test
    void passwordThatBcryptWouldCutIsNobodys() throws UnusableProofs {
        var file = file("u:$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i");

        assertThat(file.matches("u", bytes("x".repeat(72)))).isTrue();
        assertThat(file.matches("u", bytes("x".repeat(73)))).isFalse();
        assertThat(file.matches("u", bytes("x".repeat(72) + "anything"))).isFalse();
    }

    @Test
    void passwordWithAZeroIsNobodys() throws UnusableProofs {
        var file = file(PasswordFile.line("u", bytes("a"), 4));

        assertThat(file.matches("u", bytes("a"))).isTrue();
        assertThat(file.matches("u", bytes("a\0a"))).isFalse();
    }

    @Test
    void strangerCostsAsMuchAsTheDearestUser() throws UnusableProofs {
        var file = file("a:$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i\nb:$2b$" + HASH);

        assertThat(new String(file.hashOf("nobody"), UTF_8))
                .startsWith("$2b$05$")
                .hasSize(60);
        assertThat(file.matches("nobody", bytes("correct horse"))).isFalse();
    }

    @Test
    void lineThatIsWrongIsNamedAndNotShown() {
        for (var wrong : new String[] {
            "u",
            ":$2b$" + HASH,
            "u:secret",
            "u:$2x$" + HASH,
            "u:$2b$15$" + HASH.substring(3),
            "u:$2b$03$" + HASH.substring(3)
        }) {
            assertThatThrownBy(() -> file("# one\n" + wrong))
                    .as(wrong)
                    .isInstanceOf(UnusableProofs.class)
                    .hasMessageStartingWith("line 2: expected user:hash")
                    .hasMessageNotContaining("secret")
                    .hasMessageNotContaining(HASH);
        }
        assertThatThrownBy(() -> file("u:$2b$" + HASH + "\nu:$2b$" + HASH)).hasMessageContaining("has a line already");
    }

    @Test
    void lineThatWasMadeIsRead() throws UnusableProofs {
        var file = file(PasswordFile.line("plant", bytes("p"), 4));

        assertThat(file.matches("plant", bytes("p"))).isTrue();
        assertThatThrownBy(() -> PasswordFile.line("a:b", bytes("p"), 4)).isInstanceOf(UnusableProofs.class);
        assertThatThrownBy(() -> PasswordFile.line("a", bytes(""), 4)).isInstanceOf(UnusableProofs.class);
        assertThatThrownBy(() -> PasswordFile.line("a", bytes("x".repeat(73)), 4))
                .isInstanceOf(UnusableProofs.class);
    }

    @Test
    void filesThatSayTheSameAreEqual() throws UnusableProofs {
        var one = PasswordFile.line("a", bytes("p"), 4);
        var other = PasswordFile.line("b", bytes("p"), 4);

        assertThat(file(one + "\n" + other)).isEqualTo(file("# ours\n" + other + "\n" + one));
        assertThat(file(one)).isNotEqualTo(file(one + "\n" + other)).isNotEqualTo(file(other));
        assertThat(file(one)).isNotEqualTo(file(PasswordFile.line("a", bytes("p"), 4)));
    }

    private static PasswordFile file(String content) throws UnusableProofs {
        return PasswordFile.parse(bytes(content));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
