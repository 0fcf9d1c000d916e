package dev.sluice.simulator.broker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's mosquitto, on free ports of loopback, with a door for each way to come in. */
public final class Mosquitto implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
    private static final Path PASSWORDS = Path.of("/usr/bin/mosquitto_passwd");
    private static final int ATTEMPTS = 5;

    /** Its listeners. */
    public enum Door {
        TCP("tcp", ""),
        TLS("ssl", ""),
        /** Wants to see a certificate. */
        MUTUAL("ssl", ""),
        /** Wants user names and passwords. */
        PASSWORD("tcp", ""),
        WEBSOCKET("ws", "/mqtt"),
        SECURE_WEBSOCKET("wss", "/mqtt");

        private final String scheme;
        private final String path;

        Door(String scheme, String path) {
            this.scheme = scheme;
            this.path = path;
        }
    }

    private final Map<Door, Integer> ports;
    private final Process process;

    private Mosquitto(Map<Door, Integer> ports, Process process) {
        this.ports = ports;
        this.process = process;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(PASSWORDS);
    }

    /**
     * @param certificates with one for {@code broker}
     * @param users names, each with the password {@code secret-NAME}
     */
    public static Mosquitto start(Path folder, Certificates certificates, String... users)
            throws IOException, InterruptedException {
        Path passwords = Files.createFile(
                folder.resolve("passwords"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        for (String user : users) {
            new ProcessBuilder(PASSWORDS.toString(), "-b", passwords.toString(), user, "secret-" + user)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
        for (int attempt = 1; ; attempt++) {
            Map<Door, Integer> ports = freePorts();
            Path settings = folder.resolve("mosquitto.conf");
            Files.writeString(settings, settings(ports, certificates, passwords));
            Path output = folder.resolve("mosquitto.log");
            Process process = new ProcessBuilder(PROGRAM.toString(), "-c", settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Mosquitto started = new Mosquitto(ports, process);
            if (started.listens()) {
                return started;
            }
            started.close();
            if (attempt == ATTEMPTS) {
                throw new IOException("mosquitto does not start: " + Files.readString(output));
            }
        }
    }

    public String uri(Door door) {
        return door.scheme + "://127.0.0.1:" + ports.get(door) + door.path;
    }

    public int port(Door door) {
        return ports.get(door);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Whether all doors opened; false when it ended instead, as it does when somebody was faster on one of the ports. */
    private boolean listens() throws InterruptedException {
        for (int port : ports.values()) {
            while (!connects(port)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return process.isAlive();
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String settings(Map<Door, Integer> ports, Certificates certificates, Path passwords) {
        String tls =
                "certfile " + certificates.certificate("broker") + "\nkeyfile " + certificates.key("broker") + "\n";
        String open = "allow_anonymous true\n";
        return "user root\nper_listener_settings true\nset_tcp_nodelay true\nmax_inflight_messages 50\n"
                + listener(ports, Door.TCP) + open
                + listener(ports, Door.TLS) + tls + open
                + listener(ports, Door.MUTUAL) + tls + "cafile " + certificates.authority()
                + "\nrequire_certificate true\nuse_identity_as_username true\n"
                + listener(ports, Door.PASSWORD) + "allow_anonymous false\npassword_file " + passwords + "\n"
                + listener(ports, Door.WEBSOCKET) + "protocol websockets\n" + open
                + listener(ports, Door.SECURE_WEBSOCKET) + "protocol websockets\n" + tls + open;
    }

    private static String listener(Map<Door, Integer> ports, Door door) {
        return "listener " + ports.get(door) + " 127.0.0.1\n";
    }

    private static Map<Door, Integer> freePorts() throws IOException {
        Map<Door, Integer> ports = new EnumMap<>(Door.class);
        Map<Door, ServerSocket> held = new EnumMap<>(Door.class);
        for (Door door : Door.values()) {
            ServerSocket socket = new ServerSocket(0);
            held.put(door, socket);
            ports.put(door, socket.getLocalPort());
        }
        for (ServerSocket socket : held.values()) {
            socket.close();
        }
        return ports;
    }
}
