package dev.sluice.mapping.engine;

import java.util.List;

/** The rules that may take messages of one MQTT topic, in the order in which they are asked. Worked out once for each topic; all fields are final. */
final class Candidates {

    final String topic;
    /** None where nothing takes the topic. */
    final TopicRoute[] routes;
    /** The rule that takes every message of the topic, and takes it alone; null when there is something to decide. */
    final TopicRoute only;

    Candidates(String topic, List<TopicRoute> routes) {
        this.topic = topic;
        this.routes = routes.toArray(TopicRoute[]::new);
        boolean decided = routes.size() == 1
                && routes.get(0).mapping.definition().condition().isEmpty();
        this.only = decided ? routes.get(0) : null;
    }
}
