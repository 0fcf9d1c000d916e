package dev.sluice.mapping.payload;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DurationProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.StructProto;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;

/** A descriptor set as protoc would write it, of a proto3 and a proto2 file, and messages written as text. */
final class PlantProto {

    static final FileDescriptorProto PLANT = file("""
            name: "plant.proto" package: "acme.plant" syntax: "proto3"
            dependency: "google/protobuf/timestamp.proto" dependency: "google/protobuf/duration.proto"
            dependency: "google/protobuf/wrappers.proto" dependency: "google/protobuf/struct.proto"
            message_type {
              name: "Reading"
              field { name: "device_id" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
              field { name: "big" number: 2 label: LABEL_OPTIONAL type: TYPE_INT64 }
              field { name: "huge" number: 3 label: LABEL_OPTIONAL type: TYPE_UINT64 }
              field { name: "wide" number: 4 label: LABEL_OPTIONAL type: TYPE_FIXED32 }
              field { name: "celsius" number: 5 label: LABEL_OPTIONAL type: TYPE_DOUBLE }
              field { name: "humidity" number: 6 label: LABEL_OPTIONAL type: TYPE_FLOAT proto3_optional: true oneof_index: 1 }
              field { name: "state" number: 7 label: LABEL_OPTIONAL type: TYPE_ENUM type_name: ".acme.plant.State" }
              field { name: "raw" number: 8 label: LABEL_OPTIONAL type: TYPE_BYTES }
              field { name: "samples" number: 9 label: LABEL_REPEATED type: TYPE_SINT32 }
              field { name: "by_name" number: 10 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: ".acme.plant.Reading.ByNameEntry" }
              field { name: "text" number: 11 label: LABEL_OPTIONAL type: TYPE_STRING oneof_index: 0 }
              field { name: "flag" number: 12 label: LABEL_OPTIONAL type: TYPE_BOOL oneof_index: 0 }
              field { name: "inner" number: 13 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".acme.plant.Reading" }
              nested_type {
                name: "ByNameEntry" options { map_entry: true }
                field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_UINT32 }
                field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING }
              }
              oneof_decl { name: "kind" }
              oneof_decl { name: "_humidity" }
            }
            message_type {
              name: "Known"
              field { name: "at" number: 1 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".google.protobuf.Timestamp" }
              field { name: "for" number: 2 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".google.protobuf.Duration" }
              field { name: "maybe" number: 3 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".google.protobuf.Int64Value" }
              field { name: "any" number: 4 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".google.protobuf.Struct" }
            }
            message_type {
              name: "Many"
              field { name: "inners" number: 1 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: ".acme.plant.Many" }
            }
            enum_type { name: "State" value { name: "OFF" number: 0 } value { name: "ON" number: 1 } }
            """);

    static final FileDescriptorProto OLD = file("""
            name: "old.proto" package: "acme.old"
            message_type {
              name: "Old"
              field { name: "id" number: 1 label: LABEL_REQUIRED type: TYPE_STRING }
              field { name: "mode" number: 2 label: LABEL_OPTIONAL type: TYPE_INT32 default_value: "7" }
              field { name: "part" number: 3 label: LABEL_OPTIONAL type: TYPE_GROUP type_name: ".acme.old.Old.Part" }
              nested_type { name: "Part" field { name: "n" number: 1 label: LABEL_OPTIONAL type: TYPE_INT32 } }
            }
            """);

    static final FileDescriptorSet SET = FileDescriptorSet.newBuilder()
            .addFile(PLANT) // before what it imports, which protoc does not do
            .addFile(TimestampProto.getDescriptor().toProto())
            .addFile(DurationProto.getDescriptor().toProto())
            .addFile(WrappersProto.getDescriptor().toProto())
            .addFile(StructProto.getDescriptor().toProto())
            .addFile(OLD)
            .build();

    private PlantProto() {}

    static PayloadDecoder decoder(String message) {
        try {
            return ProtobufDescriptors.load(SET.toByteArray()).message(message);
        } catch (DescriptorsUnusable e) {
            throw new AssertionError(e);
        }
    }

    /** A payload, from Protobuf's text format. */
    static byte[] payload(String message, String text) {
        var builder = DynamicMessage.newBuilder(((ProtobufFormat) decoder(message)).descriptor());
        try {
            TextFormat.merge(text, builder);
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(e);
        }
        return builder.buildPartial().toByteArray();
    }

    private static FileDescriptorProto file(String text) {
        var file = FileDescriptorProto.newBuilder();
        try {
            TextFormat.merge(text, file);
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(e);
        }
        return file.build();
    }
}
