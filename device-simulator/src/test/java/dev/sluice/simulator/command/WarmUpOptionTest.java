package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WarmUpOptionTest {

    @Test
    void unlessSaidItIsAShareOfTheRunUpToAMost() {
        assertThat(option().seconds(10)).isEqualTo(2);
        assertThat(option().seconds(3_600)).isEqualTo(5);
        assertThat(option().seconds(1_800, 0.1, 60)).isEqualTo(60);
    }

    @Test
    void whereNobodyKnowsHowLongTheRunTakesItIsTheMost() {
        assertThat(option().seconds(0)).isEqualTo(5);
    }

    @Test
    void whatIsSaidHolds() {
        assertThat(option("--warm-up", "1500ms").seconds(60)).isEqualTo(1.5);
        assertThat(option("--warm-up", "0s").seconds(60)).isZero();
        assertThat(WarmUpOption.words(0)).isEqualTo("none");
    }

    @Test
    void somethingMustBeLeft() {
        assertThatThrownBy(() -> option("--warm-up", "1m").seconds(60)).isInstanceOf(IllegalArgumentException.class);
        assertThat(option("--warm-up", "1m").seconds(0)).isEqualTo(60);
    }

    private static WarmUpOption option(String... words) {
        WarmUpOption option = new WarmUpOption();
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
        spec.addMixin("warm-up", CommandLine.Model.CommandSpec.forAnnotatedObject(option));
        new CommandLine(spec).parseArgs(words);
        return option;
    }
}
