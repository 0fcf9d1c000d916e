package dev.sluice.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image, built with buildah from the Dockerfile and what the Maven build laid out, run by podman as a strict cluster would run it: not as root, with
 * no capability, and with a root file system that cannot be written. Devices and Kafka are outside of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainerIT {

    private static final String IMAGE = "localhost/sluice-under-test";
    private static final String BRIDGE = "sluice-container-it";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path LAYERS = MODULE.resolve("target/layers");

    private final int saslPort = FreePort.next();
    private final int mqttPort = FreePort.next();
    private final int tlsPort = FreePort.next();
    private final int managementPort = FreePort.next();

    private Path folder;
    private Containers containers;
    private KafkaSandbox kafka;
    private ChildProcess bridge;

    @BeforeAll
    void build(@TempDir Path temporary) throws Exception {
        var obstacle = Containers.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        folder = temporary;
        // the user in the container is nobody here
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        containers = new Containers(folder);
        var base = folder.resolve("base.tar");
        run(MODULE.resolve("make-base").toString(), "2026-11-21T00:00:00Z", base.toString());
        containers.build(IMAGE, base, "localhost/sluice-base:local", MODULE.resolve("Dockerfile"), LAYERS);
        kafka = KafkaSandbox.inTemporaryFolder()
                .listener("SASL_PLAINTEXT", saslPort)
                .setting("sasl.enabled.mechanisms", "SCRAM-SHA-512")
                .setting(
                        "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                .start();
    }

    @AfterEach
    void stopBridge() throws IOException {
        if (bridge != null) {
            bridge.stop();
            containers.remove(BRIDGE);
            bridge = null;
        }
    }

    @AfterAll
    void stopKafka() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void whatADevicePublishesIntoTheContainerIsInKafkaWhenItIsAcknowledged() throws Exception {
        startBridge("kafka: { bootstrap.servers: \"" + kafka.bootstrapServers() + "\" }\n", List.of());
        var device = MqttClient.builder()
                .useMqttVersion5()
                .identifier("pump-7")
                .serverHost("127.0.0.1")
                .serverPort(mqttPort)
                .buildBlocking();
        device.connect();
        var answer = device.publishWith()
                .topic("plant/pump-7")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("21.5".getBytes())
                .send();
        device.disconnect();

        assertThat(answer.getError()).isEmpty();
        var records = records("plant");
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("pump-7");
            assertThat(new String(record.value())).contains("21.5");
        });
        var metrics = page("/metrics").body();
        assertThat(metrics).contains("sluice_", "jvm_memory_used_bytes");
        assertThat(page("/health/ready").statusCode()).isEqualTo(200);
    }

    /** Devices from the image, too: over TLS, into a Kafka that asks for SCRAM; then the audit. */
    @Test
    void simulatedDevicesOverTlsLoseNothing() throws Exception {
        var password = "a-secret";
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("plant", credential, password)))
                    .all()
                    .get();
        }
        startBridge("""
                kafka:
                  bootstrap.servers: 127.0.0.1:%d
                  security.protocol: SASL_PLAINTEXT
                  sasl.mechanism: SCRAM-SHA-512
                  sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="plant" password="${env:KAFKA_PASSWORD}";'
                """.formatted(saslPort), List.of("--env", "KAFKA_PASSWORD=" + password));
        var ledgers = Files.createDirectory(folder.resolve("ledgers"));
        run("chown", "10001:10001", ledgers.toString());
        var volume = List.of("--volume", ledgers + ":/var/lib/sluice", "--volume", folder.resolve("tls") + ":/tls:ro");

        containers.once(
                IMAGE,
                volume,
                "simulate",
                "publish",
                "--broker",
                "ssl://127.0.0.1:" + tlsPort,
                "--cafile",
                "/tls/server.crt",
                "--devices",
                "5",
                "--count",
                "500",
                "--topic",
                "simulated/{device}",
                "--ledger",
                "/var/lib/sluice/ledger");
        var verdict = containers.once(
                IMAGE,
                volume,
                "verify",
                "--ledger",
                "/var/lib/sluice/ledger",
                "--kafka",
                kafka.bootstrapServers(),
                "--topics",
                "simulated");

        assertThat(verdict).contains(" lost=0 ").contains(" reordered=0");
        assertThat(verdict).containsPattern("acknowledged=[1-9]");
    }

    @Test
    void containerIsNobodyMayDoNothingAndWritesNowhere() throws Exception {
        var said = containers.once(
                IMAGE,
                List.of("--entrypoint", "sh"),
                "-c",
                "while read -r name value; do case $name in Uid:|Gid:|CapEff:|CapBnd:|NoNewPrivs:) echo $name $value;; esac; done </proc/self/status;"
                        + " for place in / /opt/sluice /etc/sluice /var/lib /usr; do (: >$place/mark) 2>/dev/null && echo written in $place; done; : >/tmp/mark && echo tmp");

        assertThat(said).containsPattern("Uid: 10001\\s+10001\\s+10001\\s+10001");
        assertThat(said).containsPattern("Gid: 10001\\s+10001\\s+10001\\s+10001");
        assertThat(said).contains("CapEff: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1", "tmp");
        assertThat(said).doesNotContain("written in");
    }

    @Test
    void nearlyEveryClassOfACommandComesFromTheArchive() throws Exception {
        var classes = containers.once(IMAGE, List.of("--env", "SLUICE_JAVA_OPTS=-Xlog:class+load"), "lint", "--help");
        var loaded = classes.lines().filter(line -> line.contains(" source: ")).toList();
        var archived = loaded.stream()
                .filter(line -> line.contains("shared objects file"))
                .count();

        assertThat(loaded).hasSizeGreaterThan(500);
        assertThat(archived).isGreaterThan(loaded.size() * 8L / 10);
    }

    @Test
    void archiveThatDoesNotFitIsLeftAloneInSilence() throws Exception {
        var said = containers.once(
                IMAGE, List.of("--env", "SLUICE_JAVA_OPTS=-Xshare:auto -XX:-UseCompressedOops"), "--version");

        assertThat(said).startsWith("sluice ");
    }

    /** Its layers are the same folders; what is tried is that others can read Jib's archive, and that its files have their rights. */
    @Test
    void imageOfTheMavenBuildRunsToo() throws Exception {
        var archive = MODULE.resolve("target/sluice-image.tar");
        assumeTrue(Files.exists(archive), "the build was told to make no archive");
        var name = containers.load(archive).strip().replaceFirst("(?s).*Loaded image: *", "");

        assertThat(containers.once(name, List.of(), "--version")).startsWith("sluice");
        assertThat(containers.once(name, List.of(), "verify", "--help")).contains("--ledger");
    }

    @Test
    void imageSaysWhatItIsAndWhatIsInIt() throws Exception {
        assertThat(containers.inspect(IMAGE, "{{ .Config.User }} {{ .Config.Entrypoint }} {{ .Config.Cmd }}"))
                .isEqualTo("10001:10001 [sluice] [run]");
        assertThat(containers.inspect(IMAGE, "{{ .Config.Labels }}"))
                .contains("org.opencontainers.image.title:Sluice", "org.opencontainers.image.licenses:Apache-2.0");
        var bill = Files.readString(LAYERS.resolve("sluice/opt/sluice/sluice.cdx.json"));
        try (var jars = Files.list(LAYERS.resolve("libraries/opt/sluice/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", "")))
                    .isNotEmpty()
                    .allSatisfy(artifact -> assertThat(bill).contains("/" + artifact + "@"));
        }
    }

    @Test
    void eachLibraryIsThereOnce() throws Exception {
        var version = Pattern.compile("-\\d[\\d.]*");
        try (var jars = Files.list(LAYERS.resolve("libraries/opt/sluice/lib"))) {
            var artifacts = jars.map(
                            jar -> version.matcher(jar.getFileName().toString()).replaceFirst(""))
                    .toList();
            assertThat(artifacts).doesNotHaveDuplicates();
        }
    }

    private void startBridge(String kafkaSettings, List<String> options) throws Exception {
        var configuration = folder.resolve("configuration-" + mqttPort + "-" + kafkaSettings.hashCode());
        Files.createDirectory(configuration);
        var tls = folder.resolve("tls");
        ServerIdentity.write(tls);
        Files.writeString(
                configuration.resolve("sluice.yaml"), """
                mqtt:
                  listeners:
                    - port: %d
                    - { port: %d, tls: { certificate: /tls/server.crt, key: /tls/server.key } }
                management: { port: %d }
                data: { folder: /var/lib/sluice }
                shutdown: { drain: 2s }
                mappings:
                  - name: everything
                    from: "{line}/{machine}"
                    payload: bytes
                    to: { topic: "{line}", key: "{machine}" }
                """.formatted(mqttPort, tlsPort, managementPort) + kafkaSettings);
        var all = new ArrayList<>(List.of(
                "--volume",
                configuration + ":/etc/sluice:ro",
                "--volume",
                tls + ":/tls:ro",
                "--tmpfs",
                "/var/lib/sluice:rw,noexec,mode=1777"));
        all.addAll(options);
        bridge = containers.start(BRIDGE, IMAGE, all);
        bridge.awaitLine(line -> line.startsWith("sluice ready"), BOUND);
    }

    private HttpResponse<String> page(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "container-it",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic, BOUND).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions, BOUND);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
