package dev.sluice.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for 127.0.0.1 that vouches for itself, made with the JDK's keytool, as the PEM files that a listener reads. */
final class ServerIdentity {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private ServerIdentity() {}

    /** Writes server.crt and server.key, unless they are there. */
    static void write(Path folder) throws Exception {
        if (Files.exists(folder)) {
            return;
        }
        Files.createDirectory(folder);
        var store = folder.resolve("store");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate in " + folder);
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        write(
                folder.resolve("server.crt"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        write(
                folder.resolve("server.key"),
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD).getEncoded());
    }

    private static void write(Path file, String what, byte[] content) throws IOException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
        // readable for the container's user, who is nobody here
        file.toFile().setReadable(true, false);
    }
}
