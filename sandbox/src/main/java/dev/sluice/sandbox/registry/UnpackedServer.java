package dev.sluice.sandbox.registry;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put the server: beside our own classes, whether these are in a folder or in a jar. */
final class UnpackedServer {

    private static final String JAR = "apicurio-registry-app-*-runner.jar";

    private UnpackedServer() {}

    static Path jar() {
        var folder = ourTarget().resolve("registry");
        try (var found = Files.newDirectoryStream(folder, JAR)) {
            for (Path jar : found) {
                return jar;
            }
        } catch (IOException notThere) {
            // said below
        }
        throw new EnvironmentException("The schema registry is not in " + folder
                + ". Build the sandbox (mvn package), or do without: --no-registry.");
    }

    private static Path ourTarget() {
        try {
            return Path.of(UnpackedServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath()
                    .getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
