package dev.sluice.bridge.registry;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.mapping.schema.SchemaReference;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the person holding the pager what the registry said, to whose messages it matters, and what to do. The searching thread only. */
final class RegistryHealth {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryHealth.class);
    private static final String REGISTRY = "schema-registry";
    /** Lines on the board; each further refused subject is in the log alone. */
    private static final int MOST_LINES = 50;

    private static final int SUBJECTS_NAMED = 3;

    private final String addresses;
    private final boolean autoRegister;
    private final HealthBoard board;
    private final Map<SchemaReference, String> complainedOf = new HashMap<>();
    private String whyAway;

    RegistryHealth(RegistrySettings settings, HealthBoard board) {
        this.addresses = settings.urls().stream().map(URI::toString).collect(Collectors.joining(" and "));
        this.autoRegister = settings.autoRegister();
        this.board = board;
        board.component(REGISTRY).up();
    }

    void away(Collection<SchemaReference> waiting, RegistryFailure failure) {
        if (whyAway == null) {
            LOG.warn("{}", awaySentence(waiting, failure.getMessage()));
        }
        whyAway = failure.getMessage();
        away(waiting);
    }

    /** More is waited for, for the reason that was given last. */
    void away(Collection<SchemaReference> waiting) {
        board.component(REGISTRY).down(awaySentence(waiting, whyAway));
    }

    void back() {
        whyAway = null;
        board.component(REGISTRY).up();
        LOG.info("The schema registry at {} answers again.", addresses);
    }

    void learned(SchemaReference reference) {
        LOG.debug(
                "Schema {} has id {} in subject {}.",
                reference.schema().getFullName(),
                reference.id(),
                reference.subject());
        if (complainedOf.remove(reference) != null) {
            board.forget(line(reference));
        }
    }

    void refused(SchemaReference reference, RegistryFailure failure) {
        var sentence = refusalSentence(reference, failure);
        if (!sentence.equals(complainedOf.put(reference, sentence))) {
            LOG.warn("{}", sentence);
        }
        if (complainedOf.size() <= MOST_LINES) {
            board.component(line(reference)).down(sentence);
        }
    }

    private static String line(SchemaReference reference) {
        return "schema-subject " + reference.subject();
    }

    private String awaySentence(Collection<SchemaReference> waiting, String why) {
        var named = waiting.stream()
                .map(SchemaReference::subject)
                .limit(SUBJECTS_NAMED)
                .collect(Collectors.joining(", "));
        int others = waiting.size() - SUBJECTS_NAMED;
        return "The schema registry at " + addresses + " " + why + ". It has not given an id yet for "
                + named + (others > 0 ? " and " + others + " more" : "")
                + ": messages that need it are held, not lost; all others go on. Check schemas.registry.url.";
    }

    private String refusalSentence(SchemaReference reference, RegistryFailure failure) {
        return "The schema registry at " + addresses + " " + failure.getMessage() + ", when asked "
                + (autoRegister ? "to register " : "for ")
                + reference.schema().getFullName() + " in subject " + reference.subject()
                + ". Messages that need its id are held, not lost. " + remedy(failure);
    }

    private String remedy(RegistryFailure failure) {
        return switch (failure.kind()) {
            case NOT_ALLOWED -> "Check schemas.registry.user and password, or token, and what this user may do there.";
            case NOT_FOUND -> "Register the schema in that subject, or set schemas.registry.auto-register: true.";
            case INCOMPATIBLE ->
                "Change the schema so that it is compatible with what the subject has, or the subject's compatibility level.";
            case INVALID -> "Change the schema of the rule to one that this registry accepts.";
            case AWAY, REFUSED -> "Check schemas.registry.url and the registry's log.";
        };
    }
}
