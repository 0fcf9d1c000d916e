package dev.sluice.simulator.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Specifications as a scenario has them, and what a device of theirs says. */
final class Yaml {

    static final long NOW = 1_763_760_000_123L;
    static final DeviceName DEVICE = DeviceName.at(17, "d-");
    static final Path HERE = Path.of("");

    /** As strict as whoever reads whole scenarios. */
    static final ObjectMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Yaml() {}

    static PayloadSpec spec(String yaml) throws Exception {
        return YAML.readValue(yaml, PayloadSpec.class);
    }

    static List<String> complaints(String yaml) throws Exception {
        return spec(yaml).complaints(HERE).stream()
                .map(complaint -> complaint.path() + ": " + complaint.text())
                .toList();
    }

    static DeviceMessages messages(String yaml) throws Exception {
        return messages(yaml, 1, DEVICE);
    }

    static DeviceMessages messages(String yaml, long seed, DeviceName device) throws Exception {
        return fleet(yaml, seed).of(device);
    }

    static FleetMessages fleet(String yaml, long seed) throws Exception {
        PayloadSpec spec = spec(yaml);
        assertThat(spec.complaints(HERE)).isEmpty();
        return spec.messages(settings(spec.hasOwnTopics() ? null : "t/{device}", seed));
    }

    static FleetSettings settings(String topic, long seed) {
        return new FleetSettings(Optional.ofNullable(topic).map(TopicTemplate::new), Delivery.at(1), seed, 20, HERE);
    }
}
