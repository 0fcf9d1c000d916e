package dev.sluice.chart;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What must not be missing. The library's classes do not say it, so it is listed, by the names of Kubernetes' types. */
final class RequiredFields {

    private static final Map<String, List<String>> BY_TYPE = Map.ofEntries(
            Map.entry("ObjectMeta", List.of()),
            Map.entry("DeploymentSpec", List.of("selector", "template")),
            Map.entry("StatefulSetSpec", List.of("selector", "template", "serviceName")),
            Map.entry("JobSpec", List.of("template")),
            Map.entry("PodTemplateSpec", List.of("metadata", "spec")),
            Map.entry("PodSpec", List.of("containers")),
            Map.entry("Container", List.of("name", "image")),
            Map.entry("ContainerPort", List.of("containerPort")),
            Map.entry("EnvVar", List.of("name")),
            Map.entry("SecretKeySelector", List.of("name", "key")),
            Map.entry("ObjectFieldSelector", List.of("fieldPath")),
            Map.entry("HTTPGetAction", List.of("path", "port")),
            Map.entry("Volume", List.of("name")),
            Map.entry("VolumeMount", List.of("name", "mountPath")),
            Map.entry("SecretVolumeSource", List.of("secretName")),
            Map.entry("ConfigMapVolumeSource", List.of("name")),
            Map.entry("KeyToPath", List.of("key", "path")),
            Map.entry("TopologySpreadConstraint", List.of("maxSkew", "topologyKey", "whenUnsatisfiable")),
            Map.entry("PersistentVolumeClaimSpec", List.of("accessModes", "resources")),
            Map.entry("ServiceSpec", List.of("ports", "selector")),
            Map.entry("ServicePort", List.of("name", "port", "targetPort")),
            Map.entry("NetworkPolicySpec", List.of("podSelector", "policyTypes")),
            Map.entry("PodDisruptionBudgetSpec", List.of("selector")),
            Map.entry("HorizontalPodAutoscalerSpec", List.of("scaleTargetRef", "maxReplicas")),
            Map.entry("CrossVersionObjectReference", List.of("kind", "name")),
            Map.entry("MetricSpec", List.of("type")),
            Map.entry("MetricTarget", List.of("type")),
            Map.entry("MetricIdentifier", List.of("name")));

    private RequiredFields() {}

    /** @param typed an object of the library's classes, or a list or map of such */
    static List<String> missing(Object typed, String path) {
        var missing = new ArrayList<String>();
        look(typed, path, missing);
        return missing;
    }

    private static void look(Object value, String path, List<String> missing) {
        if (value instanceof Collection<?> list) {
            list.forEach(each -> look(each, path + "[]", missing));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> look(each, path + "." + key, missing));
        } else if (value != null
                && value.getClass().getName().startsWith("io.fabric8.")
                && !value.getClass().isEnum()) {
            lookInto(value, path, missing);
        }
    }

    private static void lookInto(Object value, String path, List<String> missing) {
        var required = BY_TYPE.getOrDefault(value.getClass().getSimpleName(), List.of());
        for (var field : value.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            var below = read(field, value);
            if (required.contains(field.getName())
                    && (below == null || below instanceof Collection<?> c && c.isEmpty())) {
                missing.add(path + "." + field.getName() + ": is required");
            }
            look(below, path + "." + field.getName(), missing);
        }
    }

    private static Object read(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
