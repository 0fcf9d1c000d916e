package dev.sluice.mapping.sparkplug;

/** What a payload says beside its metrics ({@code Payload}); what was not there is null. */
record PayloadHeader(Long timestamp, Long seq, String uuid, Span body) {

    static PayloadHeader of(Span payload) throws Unreadable {
        Long timestamp = null;
        Long seq = null;
        String uuid = null;
        Span body = null;
        var fields = payload.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> timestamp = fields.uint64();
                case 3 -> seq = fields.uint64();
                case 4 -> uuid = fields.text();
                case 5 -> body = fields.span();
                default -> {} // metrics come later, extensions never
            }
        }
        return new PayloadHeader(timestamp, seq, uuid, body);
    }
}
