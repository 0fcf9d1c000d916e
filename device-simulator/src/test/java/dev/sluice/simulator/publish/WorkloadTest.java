package dev.sluice.simulator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void aWorkloadIsSharedToTheLastMessage() {
        Workload workload = new Workload(0, 11);

        assertThat(workload.quota(0, 4)).isEqualTo(3);
        assertThat(workload.quota(2, 4)).isEqualTo(3);
        assertThat(workload.quota(3, 4)).isEqualTo(2);
        assertThat(new Workload(0, 0).quota(0, 4)).isEqualTo(Integer.MAX_VALUE);
    }
}
