package dev.sluice.bridge.observe;

import java.util.List;

/**
 * Every metric of Sluice's own, by the name that {@code /metrics} shows; {@code docs/operating.md} has the same list.
 *
 * <p>Tags are bounded: rules, reasons and fixed words. A client id or a topic is never one.
 */
public enum Metric {
    READY(Kind.GAUGE, "sluice_ready", "1 while /health/ready answers 200, else 0."),
    MESSAGES_RECEIVED(
            Kind.COUNTER, "sluice_messages_received_total", "Messages from devices that a mapping took up.", "mapping"),
    MESSAGES_STORED(
            Kind.COUNTER,
            "sluice_messages_stored_total",
            "Messages whose every record Kafka has acknowledged.",
            "mapping"),
    MESSAGES_REFUSED(
            Kind.COUNTER,
            "sluice_messages_refused_total",
            "Messages handed back to the device with a reason code (on-invalid: refuse).",
            "mapping",
            "reason"),
    DEAD_LETTERS(
            Kind.COUNTER,
            "sluice_dead_letters_total",
            "Messages that Kafka has acknowledged as a dead letter.",
            "mapping",
            "reason"),
    MESSAGES_DROPPED(
            Kind.COUNTER,
            "sluice_messages_dropped_total",
            "Messages given up by configuration (QoS 0 without room, on-invalid: drop).",
            "mapping",
            "reason"),
    MESSAGES_UNMAPPED(
            Kind.COUNTER,
            "sluice_messages_unmapped_total",
            "Messages whose topic matches no rule of the configuration."),
    TIMESTAMPS_DISBELIEVED(
            Kind.COUNTER,
            "sluice_timestamps_disbelieved_total",
            "Records that got the time of arrival because the time that the message claims cannot be.",
            "mapping"),
    MESSAGE_LATENCY(
            Kind.HISTOGRAM,
            "sluice_message_latency_seconds",
            "Time from a message's arrival until Kafka has acknowledged all its records.",
            "mapping"),

    IN_FLIGHT_MESSAGES(
            Kind.GAUGE, "sluice_in_flight_messages", "Records handed to the producer that Kafka has not answered."),
    IN_FLIGHT_BYTES(
            Kind.GAUGE,
            "sluice_in_flight_bytes",
            "Serialised bytes handed to the producer that Kafka has not answered."),
    IN_FLIGHT_LIMIT_MESSAGES(
            Kind.GAUGE, "sluice_in_flight_limit_messages", "Limit of in-flight messages (kafka.in-flight.messages)."),
    IN_FLIGHT_LIMIT_BYTES(
            Kind.GAUGE, "sluice_in_flight_limit_bytes", "Limit of in-flight bytes (kafka.in-flight.bytes)."),
    HELD_BACK_MESSAGES(
            Kind.GAUGE,
            "sluice_held_back_messages",
            "Messages kept back in order because their Kafka topic is not known yet or there is no room."),
    SENDS_REFUSED(
            Kind.COUNTER,
            "sluice_sends_refused_total",
            "Records that the producer would not take although their topic was known; they were held back, in order."),
    SCHEMA_IDS_AWAITED(
            Kind.GAUGE,
            "sluice_schema_ids_awaited",
            "Schemas whose id the registry has not given yet; messages that need one are held back, in order."),
    TOPIC_CREATIONS(
            Kind.COUNTER,
            "sluice_kafka_topic_creations_total",
            "Kafka topics that Sluice has made since its start (kafka.topics.create)."),
    RECORDS_QUARANTINED(
            Kind.COUNTER,
            "sluice_records_quarantined_total",
            "Records that went to kafka.topics.quarantine because their own topic neither exists nor may be made."),
    TRANSACTIONS(
            Kind.COUNTER,
            "sluice_transactions_total",
            "Kafka transactions for exactly-once, by how they ended: committed or aborted.",
            "result"),
    TRANSACTION_MESSAGES(
            Kind.COUNTER, "sluice_transaction_messages_total", "Messages stored in Kafka transactions (exactly-once)."),
    TRANSACTION_LARGEST(
            Kind.GAUGE,
            "sluice_transaction_largest_messages",
            "Messages in the largest transaction since this was asked last."),
    TRANSACTION_SLOWEST(
            Kind.GAUGE,
            "sluice_transaction_slowest_seconds",
            "Time that the slowest transaction took since this was asked last, from its beginning until it was committed."),
    TRANSACTION_WAITING(
            Kind.GAUGE, "sluice_transaction_waiting_messages", "Messages that wait for the next transaction."),
    RECEIVED_MARKERS(
            Kind.GAUGE,
            "sluice_received_markers",
            "Packet ids marked in Kafka as received and not released by their devices yet."),
    ACKS_WITHHELD_OLDEST(
            Kind.GAUGE,
            "sluice_acks_withheld_oldest_seconds",
            "Age of the oldest acknowledgement that waits for Kafka; 0 when none waits."),
    MESSAGES_HANDED_BACK(
            Kind.COUNTER,
            "sluice_messages_handed_back_total",
            "Messages that waited beyond kafka.delivery-deadline and that their device was told to keep (mqtt.on-deadline: refuse)."),
    RESENDS_RECOGNISED(
            Kind.COUNTER,
            "sluice_resends_recognised_total",
            "Messages that a device sent again and that were known to be stored or on their way: no second record."),

    SPOOL_RECORDS(Kind.GAUGE, "sluice_spool_records", "Records in the spool that Kafka does not have."),
    SPOOL_BYTES(Kind.GAUGE, "sluice_spool_bytes", "Bytes of the records in the spool that Kafka does not have."),
    SPOOL_DISK_BYTES(Kind.GAUGE, "sluice_spool_disk_bytes", "What the spool takes of the disk."),
    SPOOL_LIMIT_BYTES(Kind.GAUGE, "sluice_spool_limit_bytes", "Limit of the spool on disk (spool.max-bytes)."),
    SPOOL_OLDEST(
            Kind.GAUGE,
            "sluice_spool_oldest_seconds",
            "Age of the oldest record in the spool, give or take some hundred records; 0 when it is empty."),
    SPOOL_FSYNC(Kind.GAUGE, "sluice_spool_fsync_seconds", "The slowest fsync of the spool since the last scrape."),
    SPOOL_APPENDED(Kind.COUNTER, "sluice_spool_appended_total", "Records that were written to the spool."),
    SPOOL_DRAINED(Kind.COUNTER, "sluice_spool_drained_total", "Records of the spool that Kafka has acknowledged."),

    CONNECTIONS(Kind.GAUGE, "sluice_connections", "Open connections from devices."),
    CONNECTIONS_PAUSED(
            Kind.GAUGE, "sluice_connections_paused", "Connections not being read because too much is in flight."),
    CONNECTIONS_CLOSED(Kind.COUNTER, "sluice_connections_closed_total", "Connections that ended, by reason.", "reason"),
    LIMITS_REACHED(
            Kind.COUNTER,
            "sluice_limits_reached_total",
            "Times that a limit of mqtt.limits was reached: connections, connections_per_address, connections_per_user, connect_rate,"
                    + " message_rate, topic_levels, subscriptions, properties, keep_alive, client_id, retained_messages or retained_bytes.",
            "limit"),
    LISTENER_CONNECTIONS(
            Kind.GAUGE, "sluice_listener_connections", "Open connections that came in at a listener.", "listener"),
    TLS_HANDSHAKES_FAILED(
            Kind.COUNTER,
            "sluice_tls_handshakes_failed_total",
            "TLS handshakes at a listener that did not end in a connection.",
            "listener"),
    CERTIFICATE_EXPIRY(
            Kind.GAUGE,
            "sluice_certificate_expiry_days",
            "Days until the certificate of a listener expires, or one that signs it; negative after that.",
            "listener"),
    AUTHENTICATIONS(
            Kind.COUNTER,
            "sluice_authentications_total",
            "Devices that were asked who they are, by the kind of their proof (none: no kind that is configured) and what came of it.",
            "method",
            "outcome"),
    ACCESS_DENIED(
            Kind.COUNTER,
            "sluice_access_denied_total",
            "What devices wanted and had no right to: publish, subscribe, will, session, or to keep a subscription.",
            "kind"),
    DRAINING(
            Kind.GAUGE,
            "sluice_draining",
            "1 from the moment in which Sluice is told to stop: devices are sent to other servers."),
    BACKPRESSURE_STAGE(
            Kind.GAUGE,
            "sluice_backpressure_stage",
            "1 while the stage of backpressure is on: acks_withheld, connections_paused, connections_refused or deadline_passed.",
            "stage"),
    SESSIONS(Kind.GAUGE, "sluice_sessions", "MQTT sessions known, connected or not."),
    SESSIONS_KEPT(
            Kind.GAUGE,
            "sluice_sessions_kept",
            "Persistent sessions that outlive the process; 0 with data.sessions: memory."),
    SESSION_COMMITS(Kind.COUNTER, "sluice_session_commits_total", "Times that the session store was forced to disk."),
    SESSION_CHANGES(
            Kind.COUNTER,
            "sluice_session_changes_total",
            "Changes of sessions, subscriptions, queued and retained messages in those commits."),
    SESSION_COMMIT_FAILURES(
            Kind.COUNTER,
            "sluice_session_commit_failures_total",
            "Commits that the disk refused; each is tried again, and whoever needs it waits."),
    SESSION_COMMIT_MEAN(
            Kind.GAUGE,
            "sluice_session_commit_mean_seconds",
            "Mean time of a commit since the start, the force included."),
    SESSION_COMMIT_SLOWEST(
            Kind.GAUGE, "sluice_session_commit_slowest_seconds", "Time of the slowest commit since the start."),
    SESSION_STORE_BYTES(Kind.GAUGE, "sluice_session_store_bytes", "Size of the session store's file."),
    RETAINED_MESSAGES(Kind.GAUGE, "sluice_retained_messages", "Topics that have a retained message."),
    RETAINED_BYTES(Kind.GAUGE, "sluice_retained_bytes", "Bytes of the retained messages as packets."),
    SUBSCRIBER_MESSAGES_DROPPED(
            Kind.COUNTER,
            "sluice_subscriber_messages_dropped_total",
            "Messages that a subscriber did not get: queue_full (mqtt.offline-queue), or disk_slow (QoS 0 behind answers that wait for the"
                    + " session store). Kafka is not concerned.",
            "reason"),
    SPARKPLUG_SEQUENCE_GAPS(
            Kind.COUNTER,
            "sluice_sparkplug_sequence_gaps_total",
            "How often the sequence numbers of a Sparkplug edge node show that messages are missing."),
    SPARKPLUG_REBIRTHS_REQUESTED(
            Kind.COUNTER,
            "sluice_sparkplug_rebirths_requested_total",
            "Requests to Sparkplug edge nodes to send their births again."),
    EVENT_LOOP_LAG(
            Kind.GAUGE,
            "sluice_event_loop_lag_seconds",
            "How late the slowest event loop is; above 0.2 something blocks it."),
    RULES_RELOADS(
            Kind.COUNTER,
            "sluice_rules_reloads_total",
            "Times that the configuration was read again: applied, unchanged, or refused.",
            "result"),
    SHADOW_MESSAGES(
            Kind.COUNTER,
            "sluice_shadow_messages_total",
            "Messages that candidate rules were tried on: equal, different, failed, or skipped for want of time.",
            "result");

    /** What a metric does over time. */
    public enum Kind {
        /** Only grows; starts at 0 with the process. */
        COUNTER,
        /** The value of this moment. */
        GAUGE,
        /** Cumulative buckets, a sum and a count. */
        HISTOGRAM
    }

    private final Kind kind;
    private final String exposedName;
    private final String description;
    private final List<String> tags;

    Metric(Kind kind, String exposedName, String description, String... tags) {
        this.kind = kind;
        this.exposedName = exposedName;
        this.description = description;
        this.tags = List.of(tags);
    }

    public Kind kind() {
        return kind;
    }

    /** The name in the Prometheus text, for instance {@code sluice_messages_stored_total}. */
    public String exposedName() {
        return exposedName;
    }

    public String description() {
        return description;
    }

    /** Tag keys, in the order in which their values are handed in. */
    public List<String> tags() {
        return tags;
    }
}
