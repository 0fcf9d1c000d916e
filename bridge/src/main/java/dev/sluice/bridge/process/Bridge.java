package dev.sluice.bridge.process;

import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.kafka.KafkaSinkSettings;
import dev.sluice.bridge.kafka.transaction.KafkaTransactions;
import dev.sluice.bridge.listener.CertificateWatch;
import dev.sluice.bridge.management.ManagementServer;
import dev.sluice.bridge.management.RuleAdministration;
import dev.sluice.bridge.mqtt.MqttIngest;
import dev.sluice.bridge.mqtt.RebirthRequests;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.pipeline.InFlightBudget;
import dev.sluice.bridge.pipeline.IngestPipeline;
import dev.sluice.bridge.pipeline.Outlets;
import dev.sluice.bridge.pipeline.PipelineSettings;
import dev.sluice.bridge.pressure.Backpressure;
import dev.sluice.bridge.pressure.PressureSettings;
import dev.sluice.bridge.pressure.Stage;
import dev.sluice.bridge.registry.RegisteredSink;
import dev.sluice.bridge.registry.RegistryIds;
import dev.sluice.bridge.reload.ConfigurationSource;
import dev.sluice.bridge.reload.Reading;
import dev.sluice.bridge.reload.RuleReload;
import dev.sluice.bridge.reload.RuleServices;
import dev.sluice.bridge.settings.ConnectWhenFull;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.KafkaSettings;
import dev.sluice.bridge.settings.Qos0WhenFull;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.bridge.shadow.CandidateSource;
import dev.sluice.bridge.shadow.Shadow;
import dev.sluice.bridge.spool.JournalSpool;
import dev.sluice.broker.MqttBroker;
import dev.sluice.broker.listener.AddressUnavailableException;
import dev.sluice.broker.store.StoreUnavailableException;
import dev.sluice.broker.tls.TlsUnusableException;
import dev.sluice.mapping.engine.EngineEvents;
import dev.sluice.mapping.engine.EngineServices;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.sparkplug.SparkplugBirths;
import dev.sluice.mapping.sparkplug.SparkplugDecoder;
import dev.sluice.mapping.sparkplug.SparkplugLimits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running bridge: devices in front, Kafka behind. */
public final class Bridge {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final int LEAST_EVENT_LOOPS = 2;

    private final SluiceSettings settings;
    private final HealthBoard health = new HealthBoard();
    private final Metrics metrics = new Metrics();
    private final Reception reception = new Reception(metrics.gauges());
    private final RebirthRequests rebirths = new RebirthRequests();
    private final SparkplugBirths births = new SparkplugBirths(SparkplugLimits.DEFAULT, System::nanoTime, rebirths);
    private final Vertx vertx;
    private RegistryIds ids;
    private KafkaSink sink;
    private KafkaTransactions transactions;
    private JournalSpool spool;
    private InFlightBudget budget;
    private Shadow shadow;
    private RuleReload rules;
    private IngestPipeline pipeline;
    private Backpressure backpressure;
    private ManagementServer management;
    private MqttBroker broker;
    private CertificateWatch certificates;
    private volatile boolean stopping;

    private Bridge(SluiceSettings settings) {
        this.settings = settings;
        int loops = Math.max(LEAST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors());
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
    }

    /**
     * Starts everything, listeners last. Kafka need not be there: devices may connect, and their acknowledgements wait.
     *
     * @param source where the rules are read from again while the bridge runs
     * @param configuration what was read from it, without problems
     * @throws EnvironmentException when a port or the stored sessions cannot be had; nothing is left running then
     */
    public static Bridge start(ConfigurationSource source, Reading configuration) {
        var bridge = new Bridge(configuration.settings().orElseThrow());
        try {
            var mqtt = bridge.health.component("mqtt");
            bridge.startRegistry();
            bridge.startSink();
            bridge.startTransactions();
            bridge.startSpool();
            bridge.startRules(source, configuration);
            bridge.startPipeline();
            bridge.startBackpressure();
            bridge.startManagement();
            bridge.warmUp();
            bridge.startBroker();
            bridge.startCertificates();
            bridge.rules.watch(bridge.settings.reload());
            bridge.metrics.gauges().gauge(Metric.DRAINING, () -> bridge.stopping ? 1 : 0);
            BridgeGauges.register(
                    bridge.metrics.gauges(),
                    bridge.broker,
                    bridge.budget,
                    bridge.pipeline::heldBack,
                    bridge.sink,
                    bridge.births);
            mqtt.up();
            return bridge;
        } catch (RuntimeException failure) {
            bridge.stop();
            throw failure;
        }
    }

    /** Without a registry no rule needs an id that it does not write out. */
    private void startRegistry() {
        ids = settings.schemas()
                .registry()
                .map(registry -> RegistryIds.start(registry, health))
                .orElse(null);
        metrics.gauges().gauge(Metric.SCHEMA_IDS_AWAITED, () -> ids == null ? 0 : ids.awaited());
    }

    private void startSink() {
        KafkaSettings kafka = settings.kafka();
        sink = KafkaSink.start(
                new KafkaSinkSettings(
                        kafka.producer(),
                        kafka.bootstrapServers(),
                        kafka.inFlight().bytes().bytes(),
                        kafka.deadLetterTopic(),
                        kafka.topics()),
                health);
    }

    /** Without a rule that asks for exactly-once there are none. */
    private void startTransactions() {
        if (settings.rules().wantExactlyOnce()) {
            transactions = KafkaTransactions.start(settings.kafka(), sink, health);
        }
        KafkaTransactions.register(metrics.gauges(), transactions);
    }

    private void startSpool() {
        spool = SpoolStart.of(
                settings, sink, metrics, health, () -> rules.live().current().rules());
    }

    private void startRules(ConfigurationSource source, Reading configuration) {
        shadow = new Shadow(metrics.gauges());
        rules = new RuleReload(
                source,
                configuration,
                new RuleServices(
                        this::engine, reception::next, new SinkTopics(sink, settings.kafka()), metrics, health));
    }

    /** The engine of rules that come into force. */
    private MappingEngine engine(MappingRules rules) {
        if (JournalSpool.isNeededBy(rules)) {
            spool.openWhenPossible();
        }
        EngineEvents events = rule -> metrics.ingest().mapping(rule.name()).clockDisbelieved();
        var services = EngineServices.none().with(new SparkplugDecoder(births)).with(events);
        return new MappingEngine(rules, ids == null ? services : services.with(ids));
    }

    /** One for rules that are tried: it registers nothing, asks devices for nothing and counts nothing. */
    private MappingEngine trialEngine(MappingRules rules) {
        return new MappingEngine(rules, EngineServices.none().with(SparkplugDecoder.onlooker(births)));
    }

    /** The rules are asked for once per message: whatever is reloaded meanwhile, a message is mapped by one set of rules. */
    private MappingOutcome map(DeviceMessage message) {
        var inForce = rules.live().current();
        var outcome = inForce.engine().map(message);
        shadow.seen(message, outcome, inForce);
        return outcome;
    }

    private void startPipeline() {
        var inFlight = settings.kafka().inFlight();
        budget = new InFlightBudget(inFlight.messages(), inFlight.bytes().bytes());
        pipeline = new IngestPipeline(
                this::map,
                new PipelineSettings(
                        settings.mqtt().inFlightPerClient(),
                        settings.mqtt().qos0WhenFull() == Qos0WhenFull.DROP,
                        settings.kafka().deadLetterTopic()),
                budget,
                metrics.ingest(),
                new Outlets(
                        new RegisteredSink(sink, ids == null ? action -> {} : ids::onNews),
                        Optional.of(spool),
                        Optional.ofNullable(transactions)));
    }

    private void startBackpressure() {
        var mqtt = settings.mqtt();
        backpressure = new Backpressure(
                new PressureSettings(mqtt.connectWhenFull() == ConnectWhenFull.REFUSE, mqtt.busyAfter()),
                budget,
                pipeline,
                health.component("new-devices"));
        for (var stage : Stage.values()) {
            metrics.gauges().gauge(Metric.BACKPRESSURE_STAGE, () -> backpressure.isOn(stage) ? 1 : 0, stage.tag());
        }
    }

    private void startManagement() {
        metrics.gauges().gauge(Metric.READY, () -> health.snapshot().ready() ? 1 : 0);
        try {
            management = ManagementServer.start(
                            vertx,
                            settings.management(),
                            metrics,
                            health,
                            this::slowestLoopLagSeconds,
                            new RuleAdministration(
                                    rules, shadow, new CandidateSource(rules.folder(), this::trialEngine)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : failure;
        }
    }

    private double slowestLoopLagSeconds() {
        return broker == null ? 0 : BridgeGauges.standstillSeconds(broker.loops());
    }

    /** All of it within one {@code kafka.warm-up}, except for marks. */
    private void warmUp() {
        var engine = rules.live().current().engine();
        var topics = new HashSet<>(engine.constantTopics());
        topics.add(settings.kafka().deadLetterTopic());
        settings.kafka().topics().quarantine().ifPresent(topics::add);
        var limit = settings.kafka().warmUp();
        long end = System.nanoTime() + limit.toNanos();
        try {
            var references = ids == null ? Set.<SchemaReference>of() : engine.references(); // asked for from now on
            sayWhatIsCold("Kafka has not told of", sink.warmUp(topics, limit));
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            if (ids != null) {
                sayWhatIsCold("The schema registry has given no id yet for", ids.warmUp(references, left));
            }
            if (transactions != null) {
                transactions.awaitMarks(); // however long: a session that goes on must know what Kafka has
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sayWhatIsCold(String whoHasNot, Collection<String> cold) {
        if (!cold.isEmpty()) {
            LOG.warn(
                    "{} {} within {} ms (kafka.warm-up): devices may connect all the same, and their acknowledgements wait.",
                    whoHasNot,
                    cold,
                    settings.kafka().warmUp().toMillis());
        }
    }

    private void startBroker() {
        var terms = BrokerTerms.of(settings);
        try {
            broker = MqttBroker.start(vertx, terms, reception.first(settings), new MqttIngest(pipeline, backpressure));
            reception.serves(broker);
            rebirths.through(broker);
            backpressure.watch(new BrokerFigures(broker));
        } catch (AddressUnavailableException unavailable) {
            throw ListenerComplaint.of(unavailable, terms.listeners());
        } catch (TlsUnusableException changed) {
            throw ListenerComplaint.of(changed);
        } catch (StoreUnavailableException unavailable) {
            throw StoreComplaint.of(unavailable);
        }
    }

    private void startCertificates() {
        certificates = CertificateWatch.start(
                broker.listeners(), metrics.gauges(), health, settings.reload().watched());
    }

    /** Ports of the MQTT listeners, in the order of the configuration; real ones where 0 was asked for. */
    public List<Integer> mqttPorts() {
        return broker.ports();
    }

    public int managementPort() {
        return management.port();
    }

    /** How certificates are read again. */
    public CertificateWatch certificates() {
        return certificates;
    }

    /** How rules are read again. */
    public RuleReload rules() {
        return rules;
    }

    /**
     * Stops in the reverse order: {@code /health/ready} is red at once, then devices leave in good order ({@link Retreat}).
     *
     * @return records that Kafka has not answered for; their devices were not acknowledged and send them again
     */
    public long stop() {
        stopping = true;
        health.component("mqtt").down("Sluice is shutting down: devices are sent to other servers.");
        long left = broker == null ? 0 : new Retreat(settings.shutdown(), broker, backpressure, pipeline, budget).run();
        if (broker != null) {
            broker.stop();
        }
        reception.close();
        if (pipeline != null) {
            pipeline.stop();
        }
        if (certificates != null) {
            certificates.close();
        }
        if (rules != null) {
            rules.close();
            shadow.close();
        }
        if (transactions != null) {
            transactions.close();
        }
        if (spool != null) {
            spool.close();
        }
        if (sink != null) {
            sink.stop();
        }
        if (ids != null) {
            ids.stop();
        }
        if (management != null) {
            management.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        metrics.close();
        return left;
    }
}
