package dev.sluice.simulator.progress;

import java.util.ArrayList;
import java.util.List;

/** A line of a view: pieces of text with a colour each, cut where the terminal ends. */
final class Row {

    /** A colour by the number that terminals know it by; 0 is none. */
    enum Colour {
        NONE(""),
        QUIET("2"),
        STRONG("1"),
        GREEN("32"),
        BLUE("36"),
        YELLOW("33"),
        RED("31");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    private record Piece(String text, Colour colour) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int length;

    Row add(String text, Colour colour) {
        pieces.add(new Piece(text, colour));
        length += text.length();
        return this;
    }

    Row add(String text) {
        return add(text, Colour.NONE);
    }

    /** Blanks up to a column; one at least, if anything is there. */
    Row to(int column) {
        return add(" ".repeat(Math.max(length == 0 ? 0 : 1, column - length)));
    }

    int length() {
        return length;
    }

    String text(int width, boolean coloured) {
        StringBuilder text = new StringBuilder();
        int left = width;
        for (Piece piece : pieces) {
            String shown = piece.text.length() <= left ? piece.text : piece.text.substring(0, left);
            left -= shown.length();
            boolean paint = coloured && piece.colour != Colour.NONE && !shown.isBlank();
            text.append(paint ? "\u001b[" + piece.colour.code + "m" + shown + "\u001b[0m" : shown);
        }
        return text.toString().stripTrailing();
    }
}
