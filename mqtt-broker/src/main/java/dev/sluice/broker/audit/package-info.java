/**
 * Who was let in, who was not, and what was denied to whom.
 *
 * <p>Owns the counters of denials and the audit log. Any thread; blocks none. Knows nothing of why.
 */
package dev.sluice.broker.audit;
