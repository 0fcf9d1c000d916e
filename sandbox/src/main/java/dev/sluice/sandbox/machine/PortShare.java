package dev.sluice.sandbox.machine;

/**
 * One of several equal shares of all ports.
 *
 * @param which counted from 1
 * @param of how many shares there are
 */
record PortShare(int which, int of) {

    PortShare {
        if (which < 1 || of < which) {
            throw new EnvironmentException("SLUICE_PORTS is share " + which + " of " + of
                    + ". Write the number of a share, a slash and how many there are, as in 1/2, or unset it.");
        }
    }

    /** Share 1/2 from "1/2"; every port from null. */
    static PortShare of(String written) {
        if (written == null) {
            return new PortShare(1, 1);
        }
        int slash = written.indexOf('/');
        try {
            return new PortShare(
                    Integer.parseInt(written.substring(0, Math.max(slash, 0))),
                    Integer.parseInt(written.substring(slash + 1)));
        } catch (NumberFormatException notShares) {
            throw new EnvironmentException("SLUICE_PORTS is \"" + written
                    + "\". Write the number of a share, a slash and how many there are, as in 1/2, or unset it.");
        }
    }

    boolean has(int port) {
        return port % of == which - 1;
    }
}
