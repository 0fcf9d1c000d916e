package dev.sluice.mapping.engine;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MessageFact;
import dev.sluice.mapping.rule.Scope;
import dev.sluice.mapping.rule.Slot;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.transcode.Extracted;
import dev.sluice.mapping.transcode.FieldValues;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the message at hand has for the placeholders, slots and expressions of its rule, and the document that its record is made of. One per
 * thread, used again for every message.
 */
final class MessageValues implements TextTemplate.Values, FieldValues {

    private final Computing computing = new Computing();

    // lives as long as one message
    private DeviceMessage message;
    private TopicRoute route;
    /** What was extracted from the payload, where records are made of its elements. */
    private Extracted outer;

    // lives as long as one record
    private byte[] json;
    private int offset;
    private int length;
    private List<Slot> slots = List.of();
    private Extracted extracted;

    void begin(DeviceMessage message, TopicRoute route, byte[] json, int length) {
        this.message = message;
        this.route = route;
        this.json = json;
        this.offset = 0;
        this.length = length;
        outer = null;
        extracted = null;
        computing.begin(message, route, json, length);
    }

    /** Records are made of the document's elements from now on. */
    void elementsOf(Extracted payload) {
        outer = payload;
    }

    void element(int index, int from, int length) {
        this.offset = from;
        this.length = length;
        extracted = null;
        computing.element(index, from, length);
    }

    void fill(List<Slot> slots) {
        this.slots = slots;
    }

    void extracted(Extracted extracted) {
        this.extracted = extracted;
    }

    /** Lets go of the message. */
    void end() {
        message = null;
        route = null;
        json = null;
        outer = null;
        extracted = null;
        slots = List.of();
        computing.end();
    }

    DeviceMessage message() {
        return message;
    }

    byte[] json() {
        return json;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    Computing computing() {
        return computing;
    }

    Extracted extracted(Scope scope) {
        return scope == Scope.PAYLOAD && outer != null ? outer : extracted;
    }

    @Override
    public String text(int slot, Extracted extracted) {
        this.extracted = extracted;
        return slots.get(slot) instanceof Slot.Text text
                ? text.template().render(this, UnaryOperator.identity())
                : null;
    }

    @Override
    public boolean json(int slot, Extracted extracted, JsonBuffer out) {
        this.extracted = extracted;
        var wanted = slots.get(slot);
        return wanted instanceof Slot.Outer from
                ? outer.writeJson(from.index(), out)
                : wanted instanceof Slot.Computed computed && computing.write(computed.expression(), out);
    }

    @Override
    public String capture(int index) {
        return route.captures.get(index);
    }

    @Override
    public String fact(MessageFact what) {
        return switch (what) {
            case CLIENT -> message.clientId();
            case TOPIC -> message.topic();
            case QOS -> Integer.toString(message.qos());
            case RETAINED -> Boolean.toString(message.retained());
            case DUPLICATE -> Boolean.toString(message.duplicate());
            case CONTENT_TYPE -> message.properties().contentType();
            case RESPONSE_TOPIC -> message.properties().responseTopic();
            case RECEIVED_AT -> Long.toString(message.receivedAtMillis());
            case EVENT_ID -> message.eventId();
        };
    }

    @Override
    public String userProperty(String name) {
        String last = null;
        for (var property : message.properties().userProperties()) {
            if (property.name().equals(name)) {
                last = property.value();
            }
        }
        return last;
    }

    @Override
    public String scalar(Scope scope, int index) {
        var document = extracted(scope);
        return document == null ? null : document.text(index); // null for a tombstone, whose payload is empty
    }

    @Override
    public String computed(CelExpression expression) {
        return computing.text(expression);
    }
}
