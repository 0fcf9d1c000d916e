// Publishes to itself with each QoS. Arguments: URL, client id, protocol version and, for TLS, files: CA, certificate, key.
const fs = require('node:fs');
const mqtt = require('mqtt');

const [url, clientId, protocolVersion, ca, cert, key] = process.argv.slice(2);
const read = (file) => (file ? fs.readFileSync(file) : undefined);

async function roundTrip() {
  const client = await mqtt.connectAsync(url, {
    clientId,
    protocolVersion: Number(protocolVersion),
    reconnectPeriod: 0,
    connectTimeout: 10_000,
    ca: read(ca),
    cert: read(cert),
    key: read(key),
  });
  for (const qos of [0, 1, 2]) {
    const topic = `js/${clientId}/${qos}`;
    const heard = new Promise((resolve) => client.once('message', resolve));
    await client.subscribeAsync(topic, { qos });
    await client.publishAsync(topic, 'hello', { qos });
    const name = await heard;
    if (name !== topic) {
      throw new Error(`heard ${name} instead of ${topic}`);
    }
  }
  await client.endAsync();
}

setTimeout(() => process.exit(2), 30_000).unref();
roundTrip().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
