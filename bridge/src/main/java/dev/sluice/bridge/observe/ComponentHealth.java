package dev.sluice.bridge.observe;

import java.time.Instant;

/**
 * How one part of the process was when it last said so.
 *
 * @param up whether Sluice can keep its promise as far as this part is concerned
 * @param detail for the person holding the pager; why, when down; may be empty when up
 * @param since when {@code up} last changed
 */
public record ComponentHealth(String name, boolean up, String detail, Instant since) {}
