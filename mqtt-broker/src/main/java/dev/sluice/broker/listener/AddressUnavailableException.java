package dev.sluice.broker.listener;

import java.io.IOException;

/** An address that cannot be listened on; the cause is what the socket said. */
public final class AddressUnavailableException extends IOException {

    private final int index;

    AddressUnavailableException(int index, Endpoint address, Throwable cause) {
        super("cannot listen on " + address + ": " + cause.getMessage(), cause);
        this.index = index;
    }

    /** Which of the addresses it is, from 0. */
    public int index() {
        return index;
    }
}
