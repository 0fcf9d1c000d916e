package dev.sluice.broker.identity.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.broker.identity.UnusableProofs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenKeysTest {

    @Test
    void privatePartsAreNotKept() throws UnusableProofs {
        var keys = TokenKeys.parse(
                new JWKSet(List.of(Tokens.EC, Tokens.RSA)).toString(false).getBytes(UTF_8));

        assertThat(keys.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
    }

    @Test
    void setWithoutAPublicKeyIsNone() {
        for (var wrong : List.of(
                "",
                "{}",
                "{\"keys\":[]}",
                "[]",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}")) {
            assertThatThrownBy(() -> TokenKeys.parse(wrong.getBytes(UTF_8)))
                    .as(wrong)
                    .isInstanceOf(UnusableProofs.class);
        }
    }

    @Test
    void templateTakesClaimsAndNothingElseForOne() throws UnusableProofs {
        var template = ClaimTemplate.parse("a-{sub}-{x.y}");

        assertThat(template.of(Map.of("sub", "{x.y}$1", "x.y", "2"))).contains("a-{x.y}$1-2");
        assertThat(template.of(Map.of("sub", "1"))).isEqualTo(Optional.empty());
        assertThat(template.of(Map.of("sub", "", "x.y", "2"))).isEmpty();
        for (var wrong : List.of("", "{", "}", "{}", "{a", "{a}}", "{{a}}")) {
            assertThatThrownBy(() -> ClaimTemplate.parse(wrong)).as(wrong).isInstanceOf(UnusableProofs.class);
        }
    }
}
