package dev.sluice.simulator.report;

import java.util.List;

/** Pieces of a page. */
final class Html {

    private Html() {}

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A table's row; cells are escaped. */
    static String row(String css, List<String> cells) {
        StringBuilder row = new StringBuilder("<tr class=\"" + css + "\">");
        cells.forEach(cell -> row.append("<td>").append(escaped(cell)).append("</td>"));
        return row.append("</tr>\n").toString();
    }

    /** A term and what belongs to it. */
    static String term(String name, String text) {
        return "<dt>" + escaped(name) + "</dt><dd>" + escaped(text) + "</dd>\n";
    }

    static String legend(String css, String name) {
        return "<span class=\"key\"><i class=\"" + css + "\"></i>" + escaped(name) + "</span>";
    }
}
