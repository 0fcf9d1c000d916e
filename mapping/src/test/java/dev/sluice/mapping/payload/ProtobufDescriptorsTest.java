package dev.sluice.mapping.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtobufDescriptorsTest {

    private static String refusal(FileDescriptorSet set) {
        return refusal(set.toByteArray());
    }

    private static String refusal(byte[] set) {
        try {
            ProtobufDescriptors.load(set);
        } catch (DescriptorsUnusable e) {
            return e.getMessage();
        }
        throw new AssertionError("loaded");
    }

    @Test
    void namesAllMessagesButMapEntries() throws DescriptorsUnusable {
        assertThat(ProtobufDescriptors.load(PlantProto.SET.toByteArray()).messages())
                .contains("acme.plant.Reading", "acme.old.Old", "acme.old.Old.Part", "google.protobuf.Timestamp")
                .doesNotContain("acme.plant.Reading.ByNameEntry")
                .isSorted();
    }

    @Test
    void messageThatIsNotThereIsAnsweredWithThoseThatAre() throws DescriptorsUnusable {
        var descriptors = ProtobufDescriptors.load(
                FileDescriptorSet.newBuilder().addFile(PlantProto.OLD).build().toByteArray());

        assertThatThrownBy(() -> descriptors.message("acme.Old"))
                .isInstanceOf(DescriptorsUnusable.class)
                .hasMessage("no message acme.Old in the descriptor set; it has acme.old.Old, acme.old.Old.Part");
    }

    @Test
    void whatIsNoDescriptorSetSaysHowToMakeOne() {
        assertThat(refusal("syntax = \"proto3\";\nmessage Reading {}".getBytes(StandardCharsets.UTF_8)))
                .contains("not a Protobuf descriptor set")
                .contains("protoc --include_imports");
        assertThat(refusal(new byte[0])).contains("protoc");
        assertThat(refusal(new byte[] {8, 1})).contains("protoc");
    }

    @Test
    void missingImportsAreNamedAtOnce() {
        assertThat(refusal(
                        FileDescriptorSet.newBuilder().addFile(PlantProto.PLANT).build()))
                .contains("google/protobuf/duration.proto, google/protobuf/struct.proto")
                .contains("--include_imports");
    }

    @Test
    void filesThatDoNotFitTogetherAreRefused() {
        var circle = PlantProto.OLD.toBuilder().addDependency("old.proto");
        assertThat(refusal(FileDescriptorSet.newBuilder().addFile(circle).build()))
                .contains("old.proto");

        var dangling = PlantProto.OLD.toBuilder();
        dangling.getMessageTypeBuilder(0).getFieldBuilder(2).setTypeName(".acme.Nothing");
        assertThat(refusal(FileDescriptorSet.newBuilder().addFile(dangling).build()))
                .contains("acme.Nothing");
    }
}
