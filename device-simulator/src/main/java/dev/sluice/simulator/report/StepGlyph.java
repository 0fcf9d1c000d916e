package dev.sluice.simulator.report;

/** The marks of steps in {@link SearchCharts}: a dot held, a cross did not, a ring around either says that it was tried for longer. */
enum StepGlyph {
    HELD("held", "held") {
        @Override
        String path(double x, double y, double size) {
            return circle(x, y, size);
        }
    },
    MISSED("missed", "did not hold") {
        @Override
        String path(double x, double y, double size) {
            String leg = Svg.number(2 * size);
            return "M" + at(x - size, y - size) + "l" + leg + " " + leg + "M" + at(x - size, y + size) + "l" + leg
                    + " -" + leg;
        }
    },
    CONFIRMING("ring", "tried for longer") {
        @Override
        String path(double x, double y, double size) {
            return circle(x, y, 2 * size);
        }
    };

    static final double SIZE = 4.5;
    static final double SMALL = 3;

    final String css;
    private final String words;

    StepGlyph(String css, String words) {
        this.css = css;
        this.words = words;
    }

    static StepGlyph of(TriedRate step) {
        return step.failure().isEmpty() ? HELD : MISSED;
    }

    abstract String path(double x, double y, double size);

    String legend() {
        return "<span class=\"key\"><svg class=\"glyph\" viewBox=\"-10 -10 20 20\" aria-hidden=\"true\"><path class=\"step "
                + css + "\" d=\"" + path(0, 0, SIZE) + "\"/></svg>" + words + "</span>";
    }

    private static String circle(double x, double y, double radius) {
        String arc = "a" + at(radius, radius) + " 0 1 0 ";
        return "M" + at(x - radius, y) + arc + Svg.number(2 * radius) + " 0" + arc + Svg.number(-2 * radius) + " 0Z";
    }

    private static String at(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }
}
