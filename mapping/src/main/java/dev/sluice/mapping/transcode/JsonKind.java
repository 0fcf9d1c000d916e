package dev.sluice.mapping.transcode;

/** What a JSON value is, told by its first byte. Plain numbers, since they index tables on the message path. */
final class JsonKind {

    static final int NONE = 0;
    static final int NULL = 1;
    static final int BOOLEAN = 2;
    static final int NUMBER = 3;
    static final int TEXT = 4;
    static final int OBJECT = 5;
    static final int ARRAY = 6;
    static final int COUNT = 7;

    private static final byte[] BY_FIRST_BYTE = new byte[256];

    static {
        for (int c = '0'; c <= '9'; c++) {
            BY_FIRST_BYTE[c] = NUMBER;
        }
        BY_FIRST_BYTE['-'] = NUMBER;
        BY_FIRST_BYTE['"'] = TEXT;
        BY_FIRST_BYTE['{'] = OBJECT;
        BY_FIRST_BYTE['['] = ARRAY;
        BY_FIRST_BYTE['t'] = BOOLEAN;
        BY_FIRST_BYTE['f'] = BOOLEAN;
        BY_FIRST_BYTE['n'] = NULL;
    }

    private JsonKind() {}

    /** The kind of the value that begins with this byte (0..255, or -1 for none). */
    static int of(int first) {
        return first < 0 ? NONE : BY_FIRST_BYTE[first];
    }

    static String name(int kind) {
        return switch (kind) {
            case NULL -> "null";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case TEXT -> "text";
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            default -> "nothing";
        };
    }
}
