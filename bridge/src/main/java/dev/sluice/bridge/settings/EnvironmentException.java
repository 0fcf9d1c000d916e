package dev.sluice.bridge.settings;

import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** The configuration is right but this machine is not: a port is taken, a file cannot be read. The process ends with exit code 3. */
public final class EnvironmentException extends RuntimeException {

    /** @param message what happened and what to do, for the person who started Sluice */
    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A port could not be opened.
     *
     * @param what whose port it is, as a sentence begins with it: {@code MQTT}
     * @param path where it is configured: {@code mqtt.listeners[0].port}
     * @param cause what the socket said
     */
    public static EnvironmentException cannotListen(String what, String path, String host, int port, Throwable cause) {
        String hostPath = path.substring(0, path.lastIndexOf('.') + 1) + "host";
        return new EnvironmentException(
                what + " cannot listen on " + host + ":" + port + ": " + diagnosis(path, hostPath, host, port, cause),
                cause);
    }

    private static String diagnosis(String path, String hostPath, String host, int port, Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.contains("Permission denied")) {
            return "this user may not open ports below 1024. Choose another with --set " + path + "=PORT.";
        }
        if (said.contains("Cannot assign requested address")) {
            return "no network interface of this machine has that address. Set " + hostPath + ".";
        }
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "the name " + host + " does not resolve. Set " + hostPath + ".";
        }
        if (cause instanceof BindException || said.contains("Address already in use")) {
            return "the port is in use by another process. Stop it (ss -ltnp 'sport = :" + port
                    + "' shows which) or choose another port with --set " + path + "=PORT.";
        }
        return said;
    }
}
