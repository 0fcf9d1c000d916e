package dev.sluice.bridge.shadow;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** In what two verdicts differ, with words for people that hold nothing of a payload. */
final class Difference {

    private static final int LONGEST = 400;

    private final EnumSet<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    private final Set<String> sentences = new LinkedHashSet<>();

    void add(Aspect aspect, String sentence) {
        aspects.add(aspect);
        sentences.add(sentence);
    }

    boolean isNone() {
        return aspects.isEmpty();
    }

    Set<Aspect> aspects() {
        return aspects;
    }

    @Override
    public String toString() {
        return Cut.at(LONGEST, String.join("; ", sentences));
    }
}
