package dev.sluice.simulator.registry;

/** The schema registry does not answer, or not as one. The message says which and why. */
public final class RegistryAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryAwayException(String url, String why, Throwable cause) {
        super("The schema registry at " + url + " cannot be asked: " + why + ".", cause);
    }
}
