/**
 * Wills: telemetry that the broker publishes for a device that is gone (MQTT 5.0 §3.1.2.5).
 *
 * <p>Owns them because Moquette loses their properties and retained flag and publishes none at a takeover. Runs on the
 * event loop of the connection that ended. A pending will lives in memory only: a crash loses it.
 */
package dev.sluice.broker.will;
