package dev.sluice.bridge.reload;

import dev.sluice.bridge.settings.SluiceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tells the keys that make rules from those that a running process cannot change, and compares two configurations by them. */
final class RuleKeys {

    private static final String REGISTRY = "schemas.registry";
    private static final Pattern MAPPING = Pattern.compile("mappings\\[(\\d{1,9})](.*)", Pattern.DOTALL);

    private RuleKeys() {}

    /** Whether a change of this key takes a restart. */
    static boolean needRestart(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return SluiceSettings.FIXED_SECTIONS.contains(path.substring(0, end)) || path.startsWith(REGISTRY);
    }

    /** Keys whose change takes a restart and that differ. */
    static List<String> fixedThatDiffer(Map<String, String> before, Map<String, String> after) {
        return differing(before, after).stream().filter(RuleKeys::needRestart).toList();
    }

    /** Keys of the registry whose change takes a restart, of those that differ. */
    static List<String> ofRegistry(List<String> fixedThatDiffer) {
        return fixedThatDiffer.stream()
                .filter(path -> path.startsWith(REGISTRY))
                .toList();
    }

    static RulesChange between(Reading before, Reading after) {
        var old = byName(before.content());
        var present = byName(after.content());
        var added = new LinkedHashSet<>(present.keySet());
        added.removeAll(old.keySet());
        var removed = new LinkedHashSet<>(old.keySet());
        removed.removeAll(present.keySet());
        var stayed = new ArrayList<>(present.keySet());
        stayed.retainAll(old.keySet());
        var stayedOnce = old.keySet().stream().filter(present::containsKey).toList();
        var keys = new ArrayList<>(differing(before.content(), after.content()).stream()
                .filter(path -> !needRestart(path) && !MAPPING.matcher(path).matches())
                .toList());
        if (!stayed.equals(stayedOnce)) {
            keys.add("mappings (their order)");
        }
        return new RulesChange(
                List.copyOf(added),
                List.copyOf(removed),
                stayed.stream()
                        .filter(name -> !old.get(name).equals(present.get(name)))
                        .toList(),
                keys,
                after.files().changedSince(before.files()));
    }

    private static Set<String> differing(Map<String, String> before, Map<String, String> after) {
        var all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        all.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
        return all;
    }

    /** What is written for each rule, in the order of the rules. */
    private static Map<String, Map<String, String>> byName(SortedMap<String, String> content) {
        var byIndex = new TreeMap<Integer, Map<String, String>>();
        content.forEach((path, value) -> {
            var mapping = MAPPING.matcher(path);
            if (mapping.matches()) {
                byIndex.computeIfAbsent(Integer.valueOf(mapping.group(1)), index -> new HashMap<>())
                        .put(mapping.group(2), value);
            }
        });
        var byName = new LinkedHashMap<String, Map<String, String>>();
        byIndex.values().forEach(keys -> byName.put(keys.getOrDefault(".name", ""), keys));
        return byName;
    }
}
