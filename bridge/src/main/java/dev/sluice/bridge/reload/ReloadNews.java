package dev.sluice.bridge.reload;

import dev.sluice.bridge.observe.HealthBoard;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what became of a reload: in the log, once per distinct content, and on the health board. */
final class ReloadNews {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadNews.class);

    private final ConfigurationSource source;
    private final HealthBoard.Component health;
    private FileDigests lastRefused;
    private List<String> lastNeedRestart = List.of();

    ReloadNews(ConfigurationSource source, HealthBoard.Component health) {
        this.source = source;
        this.health = health;
    }

    void started(RuleSet rules) {
        health.up(inForce(rules));
    }

    void unconfigured(String why) {
        LOG.info(
                "Rules were to be read again ({}), but Sluice runs without a configuration file, so there is nothing to read. Start it"
                        + " with --config FILE.",
                why);
    }

    void refused(Reading reading, RuleSet stillInForce, String why) {
        var problems = reading.problems().all();
        var first = problems.get(0);
        health.up("The newest " + name() + " was refused (" + problems.size()
                + (problems.size() == 1 ? " problem" : " problems") + ", " + first.path() + ": " + first.message()
                + "), so the rules before it stay: " + inForce(stillInForce) + ". sluice lint names every problem.");
        if (reading.files().equals(lastRefused)) {
            return;
        }
        lastRefused = reading.files();
        LOG.warn(
                "The rules stay as they are (version {}), because what is written now ({}) cannot be used. It is read again when a"
                        + " file changes.\n{}",
                stillInForce.version(),
                why,
                reading.problems().render());
    }

    void unchanged(RuleSet rules, List<String> needRestart, String why) {
        settled(rules);
        LOG.info("Read {} again ({}): rules and schemas are the same (version {}).", name(), why, rules.version());
        restart(needRestart);
    }

    void applied(RuleSet rules, RulesChange change, Collection<String> cold, List<String> needRestart, String why) {
        settled(rules);
        LOG.info("New rules are in force ({}), version {}: {}.", why, rules.version(), change);
        if (!cold.isEmpty()) {
            LOG.warn(
                    "Kafka has not told of {} within kafka.warm-up; messages for it are held back, in order, until it does.",
                    cold);
        }
        restart(needRestart);
    }

    private void settled(RuleSet rules) {
        lastRefused = null;
        health.up(inForce(rules));
    }

    private void restart(List<String> needRestart) {
        if (!needRestart.isEmpty() && !needRestart.equals(lastNeedRestart)) {
            LOG.warn(
                    "These settings have changed too and take a restart; until then they are as before: {}.",
                    needRestart.stream().collect(Collectors.joining(", ")));
        }
        lastNeedRestart = needRestart;
    }

    private String name() {
        return source.file().map(Object::toString).orElse("configuration");
    }

    private static String inForce(RuleSet rules) {
        int count = rules.rules().mappings().size();
        return "version " + rules.version() + ", " + count + (count == 1 ? " rule" : " rules");
    }
}
