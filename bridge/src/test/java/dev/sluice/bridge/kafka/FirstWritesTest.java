package dev.sluice.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstWritesTest {

    private final FirstWrites writes = new FirstWrites(2);

    @Test
    void onlyOneRecordMayGoToAPartitionThatIsUntried() {
        assertThat(writes.mayGo(0)).isTrue();
        assertThat(writes.mayGo(0)).isFalse();
        assertThat(writes.mayGo(1)).isTrue();
    }

    @Test
    void allMayGoOnceOneIsStored() {
        writes.mayGo(0);

        assertThat(writes.stored(0)).as("others waited").isTrue();
        assertThat(writes.mayGo(0)).isTrue();
        assertThat(writes.mayGo(0)).isTrue();
        assertThat(writes.stored(0)).as("nobody waits any more").isFalse();
    }

    @Test
    void theNextMayTryWhenTheFirstFails() {
        writes.mayGo(0);

        assertThat(writes.failed(0)).as("others waited").isTrue();
        assertThat(writes.mayGo(0)).isTrue();
        assertThat(writes.mayGo(0)).isFalse();
    }

    @Test
    void aFailureAfterwardsChangesNothing() {
        writes.mayGo(0);
        writes.stored(0);

        assertThat(writes.failed(0)).isFalse();
        assertThat(writes.mayGo(0)).isTrue();
    }
}
