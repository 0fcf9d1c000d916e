/**
 * Speaks with a schema registry: ids for records in its wire format, and schemas that rules take from it.
 *
 * <p>{@link dev.sluice.bridge.registry.RegistryIds} is the door of the running process: it asks on a thread of its own, remembers every id for
 * ever and holds records back, through {@link dev.sluice.bridge.registry.RegisteredSink}, whose id is not known yet. {@link
 * dev.sluice.bridge.registry.RegistrySchemas} is asked while a configuration is read, and blocks. Knows Confluent's REST interface, which
 * others speak too; knows neither rules nor MQTT.
 */
package dev.sluice.bridge.registry;
