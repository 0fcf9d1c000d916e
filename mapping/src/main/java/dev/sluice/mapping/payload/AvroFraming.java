package dev.sluice.mapping.payload;

/** What stands in front of an Avro payload's record. Immutable. */
public final class AvroFraming {

    private static final int SINGLE_OBJECT_MARKER = 0xC301;
    private static final int ANY_ID = -1;

    private enum Kind {
        PLAIN(0),
        SINGLE_OBJECT(10),
        CONFLUENT(5);

        private final int length;

        Kind(int length) {
            this.length = length;
        }
    }

    private final Kind kind;
    private final int id;

    private AvroFraming(Kind kind, int id) {
        this.kind = kind;
        this.id = id;
    }

    /** Nothing. */
    public static AvroFraming plain() {
        return new AvroFraming(Kind.PLAIN, ANY_ID);
    }

    /** Marker and fingerprint (Avro 1.12 "Single-object encoding"); a fingerprint of another schema than the writer's is not decodable. */
    public static AvroFraming singleObject() {
        return new AvroFraming(Kind.SINGLE_OBJECT, ANY_ID);
    }

    /** A zero byte and a registry's id in four, whatever it is. */
    public static AvroFraming confluent() {
        return new AvroFraming(Kind.CONFLUENT, ANY_ID);
    }

    /** A zero byte and this id in four; another id is not decodable. */
    public static AvroFraming confluent(int id) {
        if (id < 0) {
            throw new IllegalArgumentException("not a schema id: " + id);
        }
        return new AvroFraming(Kind.CONFLUENT, id);
    }

    /** Bytes in front of the record. */
    int length() {
        return kind.length;
    }

    /** Reads the framing. */
    void read(PayloadBytes in, long fingerprint) throws Undecodable {
        switch (kind) {
            case PLAIN -> {}
            case SINGLE_OBJECT -> {
                if (in.remaining() < kind.length || in.bigEndian(2) != SINGLE_OBJECT_MARKER) {
                    throw new Undecodable(
                            "not Avro's single-object encoding: it does not begin with C3 01 and a fingerprint");
                }
                if (in.littleEndian(8) != fingerprint) {
                    throw new Undecodable(
                            "the fingerprint is that of another schema than the payload's schema in the rule");
                }
            }
            case CONFLUENT -> {
                if (in.remaining() < kind.length || in.next() != 0) {
                    throw new Undecodable(
                            "no schema id: the payload does not begin with a zero byte and four bytes of id");
                }
                int found = (int) in.bigEndian(4);
                if (id != ANY_ID && found != id) {
                    throw new Undecodable("written with schema id " + found + ", and the rule says " + id);
                }
            }
        }
    }
}
