package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MessageFact;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.transcode.Extracted;
import dev.sluice.mapping.transcode.FieldValues;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the message at hand has for the placeholders of its rule. One per thread, used again for every message. */
final class MessageValues implements TextTemplate.Values, FieldValues {

    private DeviceMessage message;
    private List<String> captures;
    private List<TextTemplate> slots = List.of();
    private Extracted extracted;

    void begin(DeviceMessage message, List<String> captures) {
        this.message = message;
        this.captures = captures;
    }

    void fill(List<TextTemplate> slots) {
        this.slots = slots;
    }

    void extracted(Extracted extracted) {
        this.extracted = extracted;
    }

    /** Lets go of the message. */
    void end() {
        message = null;
        captures = null;
        extracted = null;
    }

    @Override
    public String text(int slot, Extracted extracted) {
        this.extracted = extracted;
        return slots.get(slot).render(this, UnaryOperator.identity());
    }

    @Override
    public String capture(int index) {
        return captures.get(index);
    }

    @Override
    public String fact(MessageFact what) {
        return switch (what) {
            case CLIENT -> message.clientId();
            case TOPIC -> message.topic();
            case QOS -> Integer.toString(message.qos());
        };
    }

    @Override
    public String payload(int index) {
        return extracted.text(index);
    }
}
