package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void whatIsAddedIsTakenInThatOrderWhateverTheSize() {
        Backlog backlog = new Backlog();
        ArrayDeque<Long> model = new ArrayDeque<>();
        Random random = new Random(5);
        for (long i = 0; i < 100_000; i++) {
            if (random.nextInt(100) < (i / 20_000 % 2 == 0 ? 60 : 40)) {
                backlog.add(i);
                model.add(i);
            } else if (!model.isEmpty()) {
                assertThat(backlog.take()).isEqualTo(model.remove());
            }
            assertThat(backlog.size()).isEqualTo(model.size());
        }
    }
}
