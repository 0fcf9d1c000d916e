package dev.sluice.broker.moquette;

import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Rights;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who published each retained message, stored by topic: it does not go out any more when its publisher has lost the right to it.
 * One that nobody's name is known of (stored by an earlier version) goes out. Stored as client id, whether there is a user and which, and the
 * attributes, each as {@link DataOutputStream#writeUTF}.
 */
final class Publishers {

    private final DurableStore store;
    private final AccessPolicy policy;

    /** @param policy the one in force whenever it is asked */
    Publishers(DurableStore store, AccessPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** By topic, as they were before the restart. */
    Map<String, Identity> stored() {
        Map<String, Identity> byTopic = new HashMap<>();
        store.forEach(Shelf.RETAINED_BY, (topic, value) -> byTopic.put(topic, read(value)));
        return byTopic;
    }

    /**
     * @param publisher null where the topic has no message any more, or nobody's
     * @param wasSomebodys whether there is a name of the message before
     */
    void put(String topic, Identity publisher, boolean wasSomebodys) {
        if (publisher != null) {
            store.put(Shelf.RETAINED_BY, topic, store.keepsAnything() ? bytes(publisher) : null);
        } else if (wasSomebodys) {
            store.remove(Shelf.RETAINED_BY, topic);
        }
    }

    /** Tells of messages, for one subscription, whether their publishers may still publish them. */
    Look look() {
        return new Look();
    }

    final class Look {

        private final Map<Identity, Rights> rights = new HashMap<>();

        boolean mayStillGoOut(Identity publisher, String topic) {
            return publisher == null
                    || rights.computeIfAbsent(publisher, policy::of).mayPublish(topic);
        }
    }

    private static byte[] bytes(Identity who) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(who.clientId());
            out.writeBoolean(who.user().isPresent());
            out.writeUTF(who.user().orElse(""));
            out.writeShort(who.attributes().size());
            for (var attribute : who.attributes().entrySet()) {
                out.writeUTF(attribute.getKey());
                out.writeUTF(attribute.getValue());
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static Identity read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var clientId = in.readUTF();
            boolean hasUser = in.readBoolean();
            var user = in.readUTF();
            Map<String, String> attributes = new HashMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                attributes.put(in.readUTF(), in.readUTF());
            }
            return new Identity(clientId, hasUser ? Optional.of(user) : Optional.empty(), attributes, Optional.empty());
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }
}
