package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainAccessCommandTest {

    private static final Path DOCS = Path.of("../docs");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void itAnswersAsThePageShowsWithTheRulesOfThePage() throws IOException {
        rules(block("configuration.md", "```yaml\\n(# sluice\\.yaml\\nauthorization:.*?)```"));

        assertThat(explain("press-7", "anna", "commands/+/start")).isEqualTo(1);

        assertThat(answer())
                .isEqualToNormalizingNewlines(
                        block("tools.md", "\\$ sluice explain-access press-7 anna commands/\\+/start\\n(.*?)```"));
    }

    @Test
    void theRuleThatDecidesIsNamedWithItsPlace() throws IOException {
        rules("authorization:\n  rules:\n    - { allow: publish, topics: [\"a/{client}\"], users: [anna] }\n");

        assertThat(explain("d7", "anna", "a/d7")).isEqualTo(0);

        assertThat(answer())
                .contains(
                        "device d7, user anna, topic a/d7",
                        "publish    allowed by rule 1 (sluice.yaml:3), allow publish: a/{client} (users anna)",
                        "subscribe  denied by authorization.default (deny): no rule speaks of it");
    }

    @Test
    void aDeviceWithoutAUserAndWithAttributesOfItsCertificate() throws IOException {
        rules("authorization: { rules: [{ allow: subscribe, topics: [\"{cert.cn}/#\", \"{user}/#\"] }] }");

        assertThat(explain("d7", "-", "press/+", "--attribute", "cert.cn=press"))
                .isEqualTo(0);
        assertThat(answer()).contains("no user", "subscribe  allowed by rule 1");
        assertThat(explain("d7", "-", "$share/g/press/+", "--attribute", "cert.cn=press"))
                .isEqualTo(0);
        assertThat(explain("d7", "-", "press/+")).isEqualTo(1);
        assertThat(answer()).contains("it is void, as its placeholders have no plain value here: cert.cn, user");
    }

    @Test
    void withoutRulesEverythingIsAllowed() throws IOException {
        rules("");

        assertThat(explain("d7", "-", "a")).isEqualTo(0);
        assertThat(answer()).contains("publish    allowed: there is no section authorization");
        assertThat(explain("d7", "-", "$SYS/a")).isEqualTo(0);
        assertThat(answer()).contains("publish    never: topics that begin with $ are the server's own");
    }

    @Test
    void programsGetJson() throws IOException {
        rules("authorization: { rules: [{ allow: publish, topics: [a] }] }");

        assertThat(explain("d7", "-", "a", "--format", "json")).isEqualTo(0);

        var json = new ObjectMapper().readTree(answer());
        assertThat(json.at("/publish/allowed").asBoolean()).isTrue();
        assertThat(json.at("/publish/rule").asInt()).isEqualTo(1);
        assertThat(json.at("/publish/place").asText()).isEqualTo("sluice.yaml:1");
        assertThat(json.at("/subscribe/allowed").asBoolean()).isFalse();
        assertThat(json.at("/user").isNull()).isTrue();
    }

    @Test
    void aConfigurationThatCannotBeUsedAnswersNothing() throws IOException {
        rules("authorization: { rules: [{}] }");

        assertThat(explain("d7", "-", "a")).isEqualTo(2);
        assertThat(err.toString()).contains("has neither allow nor deny");
    }

    /** With the file's name as whoever stands beside it would read it. */
    private String answer() {
        return out.toString().replace(folder + "/", "");
    }

    private static String block(String page, String pattern) throws IOException {
        var found = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(DOCS.resolve(page)));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void rules(String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    private int explain(String... arguments) {
        out.getBuffer().setLength(0);
        var all = new String[arguments.length + 1];
        all[0] = "explain-access";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new SluiceMain(folder, settings -> 0).execute(new PrintWriter(out), new PrintWriter(err), all);
    }
}
