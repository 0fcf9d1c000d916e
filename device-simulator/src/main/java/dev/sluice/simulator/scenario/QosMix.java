package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Of so many messages, so many at each QoS: {@code 1}, or {@code {0: 70, 1: 25, 2: 5}}.
 *
 * @param weights of QoS 0, 1 and 2; not negative, not all 0
 */
public record QosMix(List<Integer> weights) {

    private static final int MOST = 1_000_000;

    public static QosMix only(int qos) {
        return new QosMix(List.of(qos == 0 ? 1 : 0, qos == 1 ? 1 : 0, qos == 2 ? 1 : 0));
    }

    /** @throws IllegalArgumentException when it is neither a QoS nor weights of them */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static QosMix parse(JsonNode written) {
        if (written.isIntegralNumber() && written.asInt() >= 0 && written.asInt() <= 2) {
            return only(written.asInt());
        }
        if (!written.isObject()) {
            throw new IllegalArgumentException(
                    "must be 0, 1, 2, or weights such as {0: 70, 1: 25, 2: 5}, not " + written);
        }
        int[] weights = new int[3];
        for (Map.Entry<String, JsonNode> part : written.properties()) {
            JsonNode weight = part.getValue();
            if (!part.getKey().matches("[012]")) {
                throw new IllegalArgumentException("there is no QoS " + part.getKey() + "; weights are of 0, 1 and 2");
            }
            if (!weight.isIntegralNumber() || weight.asLong() < 0 || weight.asLong() > MOST) {
                throw new IllegalArgumentException(
                        "the weight of QoS " + part.getKey() + " must be 0 to " + MOST + ", not " + weight);
            }
            weights[part.getKey().charAt(0) - '0'] = weight.asInt();
        }
        if (weights[0] + weights[1] + weights[2] == 0) {
            throw new IllegalArgumentException("all weights are 0: which QoS shall it be?");
        }
        return new QosMix(List.of(weights[0], weights[1], weights[2]));
    }
}
