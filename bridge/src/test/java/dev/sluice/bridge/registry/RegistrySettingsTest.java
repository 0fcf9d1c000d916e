package dev.sluice.bridge.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Secret;
import dev.sluice.mapping.settings.SettingsFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySettingsTest {

    private static final URI URL = URI.create("http://localhost:8081");

    @TempDir
    Path folder;

    private List<Problem> problems;

    @Test
    void defaultsAreTopicRecordSubjectsThatAreThereAlready() {
        assertThat(read("url: http://localhost:8081")).contains(RegistrySettings.at(URL));
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Files.writeString(folder.resolve("password"), "wonder\n");

        assertThat(read("""
                                url: [ "http://localhost:8081/", "https://registry.example/apis/ccompat/v7" ]
                                subject: record
                                auto-register: true
                                user: alice
                                password: ${file:password}
                                timeout: 700ms
                                """))
                .contains(new RegistrySettings(
                        List.of(URL, URI.create("https://registry.example/apis/ccompat/v7")),
                        SubjectNames.RECORD,
                        true,
                        Optional.of("alice"),
                        Optional.of(new Secret("wonder")),
                        Optional.empty(),
                        RegistryTls.USUAL,
                        Duration.ofMillis(700)));
        assertThat(read("{url: http://localhost:8081, token: t}").orElseThrow().token())
                .contains(new Secret("t"));
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(read("{url: http://localhost:8081, user: alice, password: wonder}"))
                .asString()
                .contains("alice")
                .doesNotContain("wonder");
    }

    @Test
    void whatIsNoAddressIsAProblemAndItsCredentialsAreNotShown() {
        read("url: ftp://alice:wonder@localhost");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("BAD-VALUE");
            assertThat(problem.message()).contains("ftp://***@localhost").doesNotContain("wonder");
        });
        read("url: http://alice:wonder@localhost");
        assertThat(problems).extracting(Problem::code).containsExactly("BAD-VALUE");
        read("subject: topic");
        assertThat(problems).extracting(Problem::code).containsExactly("MISSING-KEY");
    }

    @Test
    void userNeedsAPasswordAndATokenStandsAlone() {
        read("{url: http://localhost:8081, user: alice}");
        assertThat(problems).extracting(Problem::path).containsExactly("password");
        read("{url: http://localhost:8081, user: alice, password: wonder, token: t}");
        assertThat(problems).extracting(Problem::path).containsExactly("token");
    }

    @Test
    void tlsFilesAreCheckedWhenTheyAreRead() throws Exception {
        read("{url: https://localhost:8081, tls: {ca: nowhere.crt}}");
        assertThat(problems).extracting(Problem::code).containsExactly("FILE-MISSING");
        Files.writeString(folder.resolve("ca.crt"), "no certificate");
        read("{url: https://localhost:8081, tls: {ca: ca.crt}}");
        assertThat(problems)
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("ca.crt");
        read("{url: https://localhost:8081, tls: {key: our.key}}");
        assertThat(problems).extracting(Problem::path).containsExactly("tls.certificate");
    }

    private Optional<RegistrySettings> read(String yaml) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, folder, List.of(), Map.<String, String>of()::get);
        var read = file.read((root, found) -> RegistrySettings.read(root, folder, found));
        problems = file.problems().all();
        return read;
    }
}
