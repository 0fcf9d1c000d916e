package dev.sluice.broker.access;

/** Decides what a device may do. Any thread; blocks none. */
@FunctionalInterface
public interface AccessPolicy {

    /** Everybody may do everything. */
    AccessPolicy UNRESTRICTED = identity -> Rights.ALL;

    /** What this device may do at this moment; never null. */
    Rights of(Identity identity);
}
