/** A broker for tests: real MQTT through Netty's codec, with a script for what it answers and when it hangs up. */
package dev.sluice.simulator.broker;
