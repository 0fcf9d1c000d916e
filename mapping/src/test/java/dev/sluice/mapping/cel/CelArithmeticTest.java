package dev.sluice.mapping.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** CEL's numbers are Java's. */
class CelArithmeticTest {

    private static final CelExpression INTS = CelFixture.compile("(payload.a + payload.b) * payload.a - payload.b");
    private static final CelExpression DOUBLES =
            CelFixture.compile("(double(payload.a) + double(payload.b)) * 1.8 - double(payload.a) / 3.0");
    private static final List<CelExpression> COMPARISONS = List.of(
            CelFixture.compile("payload.a < payload.b"),
            CelFixture.compile("payload.a >= payload.b"),
            CelFixture.compile("payload.a == payload.b"));

    private static Evaluated ask(CelExpression expression, Object a, Object b) {
        return expression.evaluate(CelFixture.message("{\"a\":" + a + ",\"b\":" + b + "}"));
    }

    @Property(tries = 300)
    void intsAreExactOrFail(@ForAll long a, @ForAll long b) {
        Evaluated expected;
        try {
            expected = new Evaluated.Value(Math.subtractExact(Math.multiplyExact(Math.addExact(a, b), a), b));
        } catch (ArithmeticException beyond) {
            assertThat(ask(INTS, a, b)).isInstanceOf(Evaluated.Failed.class);
            return;
        }
        assertThat(ask(INTS, a, b)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void smallIntsAreExact(@ForAll int a, @ForAll short b) {
        assertThat(ask(INTS, a, b)).isEqualTo(new Evaluated.Value(((long) a + b) * a - b));
    }

    @Property(tries = 300)
    void doublesAreJavas(@ForAll double a, @ForAll double b) {
        assertThat(ask(DOUBLES, a, b)).isEqualTo(new Evaluated.Value((a + b) * 1.8 - a / 3.0));
    }

    @Property(tries = 300)
    void intAndDoubleMeetInACast(@ForAll int a, @ForAll double b) {
        assertThat(ask(DOUBLES, a, b)).isEqualTo(new Evaluated.Value((a + b) * 1.8 - a / 3.0));
    }

    @Property(tries = 300)
    void anyTwoNumbersCompare(@ForAll int a, @ForAll double b) {
        assertThat(COMPARISONS.stream().map(each -> ask(each, a, b)))
                .containsExactly(new Evaluated.Value(a < b), new Evaluated.Value(a >= b), new Evaluated.Value(a == b));
    }
}
