package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void idsAre24CharactersThatNeedNoEscaping() {
        assertThat(new EventIds(random).next()).matches("[0-9a-v]{24}");
    }

    @Test
    void idsOfOneLoopGrowInTheOrderOfArrival() {
        var ids = new EventIds(random);

        var some = Stream.generate(ids::next).limit(5_000).toList();

        assertThat(some).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsOfTwoLoopsDoNotMeet() {
        var here = new EventIds(random);
        var there = new EventIds(random);

        assertThat(here.next().substring(0, 14)).isNotEqualTo(there.next().substring(0, 14));
    }
}
