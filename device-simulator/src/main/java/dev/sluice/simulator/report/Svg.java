package dev.sluice.simulator.report;

import java.util.Locale;

/** Writes the shapes that charts are made of; positions in units of the view box, with a digit behind the point. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height, String label) {
        text.append("<svg viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" role=\"img\" aria-label=\"")
                .append(Html.escaped(label))
                .append("\">\n");
    }

    Svg line(String css, double x1, double y1, double x2, double y2) {
        text.append(String.format(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n",
                css, number(x1), number(y1), number(x2), number(y2)));
        return this;
    }

    Svg box(String css, double x, double y, double width, double height, double round) {
        text.append(String.format(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n",
                css, number(x), number(y), number(width), number(height), number(round)));
        return this;
    }

    Svg path(String css, CharSequence steps) {
        if (steps.length() > 0) {
            text.append("<path class=\"")
                    .append(css)
                    .append("\" d=\"")
                    .append(steps)
                    .append("\"/>\n");
        }
        return this;
    }

    Svg words(String css, double x, double y, String words) {
        text.append(String.format(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n", css, number(x), number(y), Html.escaped(words)));
        return this;
    }

    /** With what appears when the pointer rests on it. */
    Svg titledBox(String css, double x, double y, double width, double height, String title) {
        text.append(String.format(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>\n",
                css, number(x), number(y), number(width), number(height), Html.escaped(title)));
        return this;
    }

    /** The same as a circle around a point. */
    Svg titledDot(String css, double x, double y, double radius, String title) {
        text.append(String.format(
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>\n",
                css, number(x), number(y), number(radius), Html.escaped(title)));
        return this;
    }

    String end() {
        return text + "</svg>\n";
    }

    static String number(double value) {
        String digits = String.format(Locale.ROOT, "%.1f", value);
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }
}
