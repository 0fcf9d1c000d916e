package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * HAProxy's configuration, socket and log in a folder.
 *
 * <p>Without {@code on-marked-down shutdown-sessions}: a replica that is told to end is unhealthy at once and then sends its devices away a few at a
 * time; a balancer that cut them all off would undo that.
 *
 * @param devices that connect at a time
 * @param byClient whether a device is led back to the replica where it was last
 */
record BalancerFiles(Path folder, int devices, boolean byClient) {

    static final String BACKEND = "replicas";

    /** Lets HAProxy close a connection that is silent for three times the devices' keep alive. */
    private static final int SECONDS_OF_SILENCE = 60;

    private static final String CONFIGURATION = """
            global
                maxconn %d
                stats socket %s mode 600 level admin
                stats timeout 1h
            defaults
                mode tcp
                timeout connect 5s
                timeout client %ds
                timeout server %ds
                timeout check 5s
            frontend devices
                bind 127.0.0.1:%d backlog 4096
                default_backend %s
            backend %s
                balance leastconn
                option redispatch 1
                retries 5
            %s    option httpchk GET /health/ready
                http-check expect status 200
                default-server send-proxy-v2 check inter 500ms fall 2 rise 1
            """;

    /** The client id stands in the first packet, CONNECT (HAProxy 2.4 and later). */
    private static final String BY_CLIENT = """
                tcp-request inspect-delay 5s
                tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }
                stick-table type string len 128 size 100k expire 1h
                stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)
            """;

    Path socket() {
        return folder.resolve("haproxy.sock");
    }

    Path log() {
        return folder.resolve("haproxy.log");
    }

    Path write(int port, List<Replica> replicas) {
        // A device that comes back may be here twice for a moment.
        var text = new StringBuilder(CONFIGURATION.formatted(
                2 * devices + 100,
                socket(),
                SECONDS_OF_SILENCE,
                SECONDS_OF_SILENCE,
                port,
                BACKEND,
                BACKEND,
                byClient ? BY_CLIENT : ""));
        replicas.forEach(replica -> text.append("    server %s 127.0.0.1:%d port %d%n"
                .formatted(replica.name(), replica.mqttPort(), replica.managementPort())));
        try {
            return Files.writeString(folder.resolve("haproxy.cfg"), text);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot write HAProxy's configuration to " + folder + ": " + e.getMessage(), e);
        }
    }
}
