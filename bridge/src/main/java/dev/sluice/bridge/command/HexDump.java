package dev.sluice.bridge.command;

import java.io.PrintWriter;

/** Bytes for people: offset, sixteen bytes in hex, and what of them is printable ASCII. */
final class HexDump {

    private static final int WIDTH = 16;

    private HexDump() {}

    static void print(byte[] bytes, int length, PrintWriter out) {
        for (int from = 0; from < length; from += WIDTH) {
            var hex = new StringBuilder();
            var ascii = new StringBuilder();
            for (int i = from; i < Math.min(length, from + WIDTH); i++) {
                hex.append(String.format("%02x ", bytes[i]));
                ascii.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
            }
            out.printf("    %08x  %-48s |%s|%n", from, hex, ascii);
        }
    }
}
