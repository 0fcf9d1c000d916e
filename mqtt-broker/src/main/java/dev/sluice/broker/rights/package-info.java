/**
 * What devices may do by written rules: the first rule that speaks of a topic decides.
 *
 * <p>{@link dev.sluice.broker.rights.AccessRules} is the door. Everything here is immutable but for what a connection's rights remember, and may be asked
 * on any thread. Knows identities and topics; knows neither packets nor where rules are written.
 *
 * <p>One principle decides every doubt: what is written may grant less than its author thought, never more. So a placeholder without a plain
 * value makes an {@code allow} rule void and a {@code deny} rule cover every value.
 */
package dev.sluice.broker.rights;
