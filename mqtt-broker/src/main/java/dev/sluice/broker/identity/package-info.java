/**
 * Finds out who a device is: {@link dev.sluice.broker.identity.ProofChain} is the door, one package below for each kind of proof.
 *
 * <p>Asked on event loops, which nothing here blocks; hashing, signatures and questions to others go to a few threads of their own
 * ({@link dev.sluice.broker.identity.Workers}). Whatever goes wrong, the device stays outside. Nothing here shows a password, a
 * token or a hash to anybody. Knows no packet and no configuration file.
 */
package dev.sluice.broker.identity;
