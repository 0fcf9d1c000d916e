package dev.sluice.simulator.command;

import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.telemetry.DeviceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that say by what devices are known, and whom they believe. Getters throw IllegalArgumentException when a value cannot be used. */
final class SecurityOptions {

    @Option(
            names = "--cafile",
            paramLabel = "FILE",
            description = "PEM certificates of who may have signed the broker's. Default: those that Java trusts.")
    private String cafile;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "PEM certificate that devices show; {device} is replaced, so that each may have its own.")
    private String cert;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Its PEM private key (PKCS #8, not encrypted); {device} is replaced.")
    private String key;

    @Option(names = "--insecure", description = "Believe any broker's certificate. For tests on your own machine only.")
    private boolean insecure;

    @Option(names = "--username", paramLabel = "NAME", description = "User name; {device} is replaced.")
    private String username;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description = "Password; {device} is replaced. Other users of this machine can see it in the process list: "
                    + "prefer one of the next two.")
    private String password;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Take the password from the first line of a file; {device} is replaced in the line.")
    private Path passwordFile;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "Take the password from an environment variable; {device} is replaced in its value.")
    private String passwordEnv;

    /** @param secure whether the broker's address asks for TLS at all */
    TlsSettings tls(boolean secure) {
        if (!secure && (insecure || cafile != null || cert != null || key != null)) {
            throw new IllegalArgumentException(
                    "--cafile, --cert, --key and --insecure need TLS: a --broker of ssl:// or wss://");
        }
        if (insecure && cafile != null) {
            throw new IllegalArgumentException("--insecure believes any broker, so --cafile would not be read");
        }
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("--cert and --key belong together");
        }
        return new TlsSettings(
                Optional.ofNullable(cafile), Optional.ofNullable(cert), Optional.ofNullable(key), insecure);
    }

    /** What to tell the user before anything else. */
    Optional<String> warning() {
        return insecure
                ? Optional.of(
                        "WARNING: --insecure: the broker's certificate is not checked; passwords may go to anybody.")
                : Optional.empty();
    }

    /** What each device says of itself. */
    Function<DeviceName, Credentials> credentials(MqttVersion version) throws IOException {
        Optional<String> user = Optional.ofNullable(username);
        Optional<String> secret = secret();
        if (secret.isPresent() && user.isEmpty() && version == MqttVersion.V3_1_1) {
            throw new IllegalArgumentException("MQTT 3.1.1 has no password without a user: add --username");
        }
        return name -> new Credentials(
                user.map(text -> text.replace("{device}", name.device())),
                secret.map(text -> text.replace("{device}", name.device())));
    }

    private Optional<String> secret() throws IOException {
        if (Stream.of(password, passwordFile, passwordEnv)
                        .filter(given -> given != null)
                        .count()
                > 1) {
            throw new IllegalArgumentException("give only one of --password, --password-file, --password-env");
        }
        if (passwordFile != null) {
            return Optional.of(
                    Files.readString(passwordFile).lines().findFirst().orElse(""));
        }
        if (passwordEnv != null) {
            String value = System.getenv(passwordEnv);
            if (value == null) {
                throw new IllegalArgumentException("--password-env: there is no environment variable " + passwordEnv);
            }
            return Optional.of(value);
        }
        return Optional.ofNullable(password);
    }
}
