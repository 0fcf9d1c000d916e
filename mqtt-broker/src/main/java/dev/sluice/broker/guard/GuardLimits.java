package dev.sluice.broker.guard;

import java.time.Duration;

/**
 * What a connection may do.
 *
 * @param connectTimeout from the TCP connection to the end of the CONNECT exchange
 * @param maximumPacketBytes larger packets end the connection; told to MQTT 5 devices
 * @param topicAliasMaximum topic aliases per connection, 0 for none
 * @param receiveMaximum QoS 1 and 2 messages that an MQTT 5 device may have unanswered
 * @param keepAliveSeconds the longest keep alive that is told to MQTT 5 devices, 1 to 65,535
 * @param slowReaderTimeout how long a device may take nothing of what waits for it
 */
public record GuardLimits(
        Duration connectTimeout,
        int maximumPacketBytes,
        int topicAliasMaximum,
        int receiveMaximum,
        int keepAliveSeconds,
        Duration slowReaderTimeout) {}
