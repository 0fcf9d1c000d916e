package dev.sluice.mapping.payload;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The messages that a descriptor set describes, as {@code protoc --include_imports --descriptor_set_out=FILE} writes one. Immutable. */
public final class ProtobufDescriptors {

    private static final String HOW = "make one with protoc --include_imports --descriptor_set_out=FILE";
    private static final int NAMES_SHOWN = 30;

    private final Map<String, Descriptor> messages = new TreeMap<>();

    private ProtobufDescriptors(Iterable<FileDescriptor> files) {
        for (FileDescriptor file : files) {
            file.getMessageTypes().forEach(this::add);
        }
    }

    /** @throws DescriptorsUnusable when it is no descriptor set, lacks imports, or does not fit together */
    public static ProtobufDescriptors load(byte[] descriptorSet) throws DescriptorsUnusable {
        FileDescriptorSet set;
        try {
            set = FileDescriptorSet.parseFrom(descriptorSet);
        } catch (InvalidProtocolBufferException e) {
            throw new DescriptorsUnusable("not a Protobuf descriptor set; " + HOW);
        }
        if (set.getFileCount() == 0) {
            throw new DescriptorsUnusable("not a Protobuf descriptor set, or one of no files; " + HOW);
        }
        return new ProtobufDescriptors(new Files(set).link());
    }

    /**
     * A decoder of one type's payloads.
     *
     * @param fullName with its package, and the messages around it, as in {@code acme.plant.Reading}
     * @throws DescriptorsUnusable when there is no such message; says which there are
     */
    public PayloadDecoder message(String fullName) throws DescriptorsUnusable {
        Descriptor descriptor = messages.get(fullName);
        if (descriptor == null) {
            var names = messages().stream().limit(NAMES_SHOWN).toList();
            throw new DescriptorsUnusable("no message " + fullName + " in the descriptor set; it has "
                    + String.join(", ", names) + (names.size() < messages.size() ? " and others" : ""));
        }
        return new ProtobufFormat(descriptor);
    }

    /** The full names of all messages, in order. */
    public List<String> messages() {
        return List.copyOf(messages.keySet());
    }

    private void add(Descriptor message) {
        if (!message.getOptions().getMapEntry()) {
            messages.put(message.getFullName(), message);
            message.getNestedTypes().forEach(this::add);
        }
    }

    /** The files of a set, each linked after those that it imports. */
    private static final class Files {
        private final Map<String, FileDescriptorProto> written = new LinkedHashMap<>();
        private final Map<String, FileDescriptor> linked = new HashMap<>();

        Files(FileDescriptorSet set) {
            set.getFileList().forEach(file -> written.put(file.getName(), file));
        }

        Iterable<FileDescriptor> link() throws DescriptorsUnusable {
            var missing = new TreeSet<String>();
            written.values().forEach(file -> missing.addAll(file.getDependencyList()));
            missing.removeAll(written.keySet());
            if (!missing.isEmpty()) {
                throw new DescriptorsUnusable(
                        "the descriptor set lacks what it imports: " + String.join(", ", missing) + "; " + HOW);
            }
            for (String name : written.keySet()) {
                link(name, new ArrayList<>());
            }
            return linked.values();
        }

        private FileDescriptor link(String name, List<String> importedBy) throws DescriptorsUnusable {
            FileDescriptor done = linked.get(name);
            if (done != null) {
                return done;
            }
            if (importedBy.contains(name)) {
                throw new DescriptorsUnusable(name + " of the descriptor set imports itself");
            }
            importedBy.add(name);
            var imports = new ArrayList<FileDescriptor>();
            for (String wanted : written.get(name).getDependencyList()) {
                imports.add(link(wanted, importedBy));
            }
            importedBy.remove(name);
            try {
                done = FileDescriptor.buildFrom(written.get(name), imports.toArray(FileDescriptor[]::new));
            } catch (DescriptorValidationException e) {
                throw new DescriptorsUnusable("the descriptor set does not fit together: " + e.getMessage());
            }
            linked.put(name, done);
            return done;
        }
    }
}
