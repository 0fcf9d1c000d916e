package dev.sluice.mapping.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelVariableResolver;
import dev.sluice.mapping.message.DeviceMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The message that expressions are asked about. One for each thread, used again and again: {@link #begin} first, then the documents. A document
 * is read when the first expression wants it and kept for the others of the same rule; its bytes must stay as they are until then.
 */
public final class CelMessage {

    private final Document payload = new Document();
    private final Document each = new Document();
    private final Variables variables = new Variables();

    // lives as long as the message
    private DeviceMessage message;
    private String[] captures;
    private long index;
    private Map<String, String> user;
    private Map<String, String> topic;
    private RuleScope topicOf;

    // lives as long as one evaluation
    private RuleScope scope;
    private long bytesLeft;
    private boolean exhausted;

    /** Forgets the message before. @param captures the values of the rule's captures, in its order */
    public CelMessage begin(DeviceMessage message, String[] captures) {
        clear();
        this.message = message;
        this.captures = captures;
        return this;
    }

    /** The same message, as another rule sees it. */
    public CelMessage captures(String[] captures) {
        this.captures = captures;
        topic = null;
        return this;
    }

    /** The payload as a JSON document. */
    public CelMessage payload(byte[] json, int offset, int length) {
        payload.set(json, offset, length);
        return this;
    }

    /** The element of a rule with {@code each} that comes next, as a JSON document. @param index 0 for the first */
    public CelMessage element(byte[] json, int offset, int length, long index) {
        each.set(json, offset, length);
        this.index = index;
        return this;
    }

    /** Lets go of everything, so that a large message is not kept. */
    public void clear() {
        message = null;
        captures = null;
        user = null;
        topic = null;
        topicOf = null;
        index = 0;
        payload.set(null, 0, 0);
        each.set(null, 0, 0);
    }

    /** Makes ready for one evaluation; answers why that cannot be, else null. */
    Evaluated.Failed prepare(CelExpression expression, RuleScope scope) {
        this.scope = scope;
        bytesLeft = CelLimits.BYTES_READ;
        exhausted = false;
        var failed = expression.readsPayload() ? payload.read(scope.payload) : null;
        return failed == null && expression.readsEach() ? each.read(scope.each) : failed;
    }

    CelVariableResolver variables() {
        return variables;
    }

    /** Whether the evaluation was refused a document, which CEL's {@code ||} may have hidden. */
    boolean exhausted() {
        return exhausted;
    }

    private Object use(Document document) {
        // The first use of all is free, so that no size of a document makes plain conditions fail.
        if (bytesLeft < CelLimits.BYTES_READ && bytesLeft < document.length) {
            exhausted = true;
            throw Exhausted.INSTANCE;
        }
        bytesLeft -= document.length;
        return document.tree;
    }

    private Map<String, String> user() {
        if (user == null) {
            user = new HashMap<>();
            message.properties().userProperties().forEach(property -> user.put(property.name(), property.value()));
        }
        return user;
    }

    private Map<String, String> topic() {
        if (topic == null || topicOf != scope) {
            topic = new HashMap<>();
            topicOf = scope;
            for (int i = 0; i < captures.length; i++) {
                topic.put(scope.captures.get(i), captures[i]);
            }
        }
        return topic;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** A document and, once somebody wanted it, what it says. */
    private static final class Document {
        private byte[] json;
        private int offset;
        private int length;
        private Object tree;
        private Evaluated.Failed failed;
        private Members readFor;

        void set(byte[] json, int offset, int length) {
            this.json = json;
            this.offset = offset;
            this.length = length;
            tree = null;
            failed = null;
            readFor = null;
        }

        Evaluated.Failed read(Members members) {
            if (readFor == members) {
                return failed;
            }
            readFor = members;
            failed = null;
            try {
                tree = JsonTree.read(json, offset, length, members);
            } catch (JsonTree.Unreadable unreadable) {
                failed = unreadable.failed();
            }
            return failed;
        }
    }

    /** The names that CEL asks for; a class of its own, so that they are no part of the message's methods. */
    private final class Variables implements CelVariableResolver {
        @Override
        public Optional<Object> find(String name) {
            return switch (name) {
                case "payload" -> Optional.ofNullable(use(payload));
                case "each" -> Optional.ofNullable(use(each));
                case "index" -> Optional.of(index);
                case "mqtt.topic" -> Optional.of(message.topic());
                case "mqtt.client" -> Optional.of(message.clientId());
                case "mqtt.qos" -> Optional.of((long) message.qos());
                case "mqtt.retained" -> Optional.of(message.retained());
                case "mqtt.duplicate" -> Optional.of(message.duplicate());
                case "mqtt.received_at" -> Optional.of(Instant.ofEpochMilli(message.receivedAtMillis()));
                case "mqtt.content_type" ->
                    Optional.of(orEmpty(message.properties().contentType()));
                case "mqtt.response_topic" ->
                    Optional.of(orEmpty(message.properties().responseTopic()));
                case "mqtt.user" -> Optional.of(user());
                default -> capture(name);
            };
        }

        private Optional<Object> capture(String name) {
            int place = scope.place(name);
            if (place >= 0) {
                return Optional.of(captures[place]);
            }
            return name.equals("topic") ? Optional.of(topic()) : Optional.empty();
        }
    }

    /** The documents were looked through too often; one for all, without a stack. */
    private static final class Exhausted extends CelRuntimeException {
        private static final Exhausted INSTANCE = new Exhausted();

        private Exhausted() {
            super(new IllegalStateException("too much to read"), CelErrorCode.ITERATION_BUDGET_EXCEEDED);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
