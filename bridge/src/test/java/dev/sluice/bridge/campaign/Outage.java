package dev.sluice.bridge.campaign;

import dev.sluice.sandbox.kafka.KafkaProcess;

/** How Kafka goes away and comes back. */
enum Outage {
    /** SIGSTOP: its sockets stay open and nothing is answered. */
    FREEZE {
        @Override
        void begin(KafkaProcess kafka) {
            kafka.suspend();
        }

        @Override
        void end(KafkaProcess kafka) {
            kafka.resume();
        }
    },
    /** SIGKILL, and a new process on the same records. */
    KILL {
        @Override
        void begin(KafkaProcess kafka) {
            kafka.kill();
        }

        @Override
        void end(KafkaProcess kafka) {
            kafka.start();
        }
    },
    /** SIGTERM, and a new process on the same records. */
    STOP {
        @Override
        void begin(KafkaProcess kafka) {
            kafka.stop();
        }

        @Override
        void end(KafkaProcess kafka) {
            kafka.start();
        }
    };

    abstract void begin(KafkaProcess kafka);

    /** Returns when Kafka answers clients again. */
    abstract void end(KafkaProcess kafka);
}
