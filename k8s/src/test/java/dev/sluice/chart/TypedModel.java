package dev.sluice.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds objects to Kubernetes' types, which are Java classes of a library.
 *
 * <p>An object is read as its class and written again. What its class does not know is not written, and what was of another type comes
 * back different, so the two trees are compared. Resources of others (cert-manager's, say) are held to {@link CustomResources}.
 */
final class TypedModel {

    private static final KubernetesSerialization KINDS = new KubernetesSerialization();

    /** Types that do not announce themselves. */
    private static final Map<String, Class<? extends KubernetesResource>> OF_STRIMZI =
            Map.of("KafkaTopic", KafkaTopic.class, "KafkaUser", KafkaUser.class);

    /** Keeps what a class does not know to itself. */
    private static final JsonMapper TYPED = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnyGetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private TypedModel() {}

    /** Sentences about everything that an API server would not take. */
    static List<String> complaints(JsonNode object) {
        var kind = object.path("kind").asText();
        var type = type(object.path("apiVersion").asText(), kind);
        if (type == null) {
            return CustomResources.complaints(object);
        }
        try {
            var typed = TYPED.treeToValue(object, type);
            var complaints = new ArrayList<>(RequiredFields.missing(typed, kind));
            compare(kind, object, TYPED.valueToTree(typed), complaints);
            return complaints;
        } catch (JsonProcessingException wrong) {
            return List.of(kind + ": " + wrong.getOriginalMessage());
        }
    }

    private static Class<? extends KubernetesResource> type(String version, String kind) {
        return version.startsWith("kafka.strimzi.io/")
                ? OF_STRIMZI.get(kind)
                : KINDS.getRegisteredKubernetesResource(version, kind);
    }

    private static void compare(String path, JsonNode written, JsonNode understood, List<String> complaints) {
        if (written.isObject() && understood.isObject()) {
            for (Map.Entry<String, JsonNode> entry : written.properties()) {
                var below = understood.get(entry.getKey());
                var there = path + "." + entry.getKey();
                if (below != null) {
                    compare(there, entry.getValue(), below, complaints);
                } else if (!entry.getValue().isEmpty() || entry.getValue().isValueNode()) {
                    complaints.add(there + ": there is no such field");
                }
            }
        } else if (written.isArray() && understood.isArray() && written.size() == understood.size()) {
            for (int i = 0; i < written.size(); i++) {
                compare(path + "[" + i + "]", written.get(i), understood.get(i), complaints);
            }
        } else if (!isSame(written, understood)) {
            complaints.add(path + ": " + written + " is taken for " + understood);
        }
    }

    /** A number is the same whether it is kept in 32 bits or 64. */
    private static boolean isSame(JsonNode written, JsonNode understood) {
        return written.isIntegralNumber() && understood.isIntegralNumber()
                ? written.longValue() == understood.longValue()
                : written.equals(understood);
    }
}
