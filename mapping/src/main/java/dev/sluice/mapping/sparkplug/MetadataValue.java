package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;

/** Writes what a metric says about itself ({@code Payload.MetaData}) as an object. */
final class MetadataValue {

    private MetadataValue() {}

    static void write(JsonBuffer out, Span metadata) throws Unreadable {
        Boolean multiPart = null;
        var numbers = new Long[2];
        var texts = new String[5];
        var fields = metadata.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> multiPart = fields.bool();
                case 2 -> texts[0] = fields.text();
                case 3 -> numbers[0] = fields.uint64();
                case 4 -> numbers[1] = fields.uint64();
                case 5 -> texts[1] = fields.text();
                case 6 -> texts[2] = fields.text();
                case 7 -> texts[3] = fields.text();
                case 8 -> texts[4] = fields.text();
                default -> {} // extensions
            }
        }
        out.beginObject();
        if (multiPart != null) {
            out.name("multiPart").bool(multiPart);
        }
        text(out, "contentType", texts[0]);
        number(out, "size", numbers[0]);
        number(out, "seq", numbers[1]);
        text(out, "fileName", texts[1]);
        text(out, "fileType", texts[2]);
        text(out, "md5", texts[3]);
        text(out, "description", texts[4]);
        out.endObject();
    }

    static void text(JsonBuffer out, String name, String value) {
        if (value != null) {
            out.name(name).string(value);
        }
    }

    /** An unsigned number. */
    static void number(JsonBuffer out, String name, Long value) {
        if (value != null) {
            out.name(name).number(Long.toUnsignedString(value));
        }
    }
}
