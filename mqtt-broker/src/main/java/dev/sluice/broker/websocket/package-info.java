/**
 * MQTT over WebSocket (MQTT 5.0 §6, MQTT 3.1.1 §6): from the HTTP request to frames, and frames to bytes and back.
 *
 * <p>{@link dev.sluice.broker.websocket.WebSocketEntrance} is the door. Runs on the connection's event loop only. Where MQTT packets begin and end is
 * none of its business; knows nothing of what they say.
 */
package dev.sluice.broker.websocket;
