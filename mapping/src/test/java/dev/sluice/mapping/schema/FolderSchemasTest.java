package dev.sluice.mapping.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSchemasTest {

    private static final String TELEMETRY = "{'type': 'record', 'name': 'Telemetry', 'namespace': 'plant', 'fields': ["
            + "{'name': 'at', 'type': {'type': 'record', 'name': 'Position', 'fields': [{'name': 'lat', 'type': 'double'}]}}]}";

    @TempDir
    private Path folder;

    @Test
    void aSchemaIsTheFileOfItsName() throws Exception {
        file("Reading.avsc", TELEMETRY);

        assertThat(load().find("Reading")).map(Schema::getFullName).contains("plant.Telemetry");
    }

    @Test
    void aTypeIsFoundByItsFullAndItsSimpleNameAlsoWhenNested() throws Exception {
        file("all.avsc", TELEMETRY);

        assertThat(load().find("plant.Telemetry")).map(Schema::getName).contains("Telemetry");
        assertThat(load().find("Position")).map(Schema::getFullName).contains("plant.Position");
    }

    @Test
    void aFileGoesBeforeATypeOfTheSameName() throws Exception {
        file("Position.avsc", "{'type': 'enum', 'name': 'Side', 'symbols': ['LEFT']}");
        file("all.avsc", TELEMETRY);

        assertThat(load().find("Position")).map(Schema::getName).contains("Side");
    }

    @Test
    void anUnknownNameIsNotFound() throws Exception {
        file("all.avsc", TELEMETRY);

        assertThat(load().find("Nothing")).isEmpty();
        assertThat(load().names()).containsExactly("all", "plant.Position", "plant.Telemetry");
    }

    @Test
    void aSimpleNameInTwoNamespacesIsAmbiguousAndBothFilesAreNamed() throws Exception {
        file("one.avsc", "{'type': 'fixed', 'name': 'one.Id', 'size': 4}");
        file("two.avsc", "{'type': 'fixed', 'name': 'two.Id', 'size': 8}");

        assertThatThrownBy(() -> load().find("Id"))
                .isInstanceOf(SchemaAmbiguous.class)
                .hasMessageContainingAll("one.Id (one.avsc)", "two.Id (two.avsc)");
        assertThat(load().find("two.Id")).map(Schema::getFixedSize).contains(8);
    }

    @Test
    void versionsOfOneTypeLiveInTwoFilesAndAreToldApartByThem() throws Exception {
        file("v1.avsc", "{'type': 'fixed', 'name': 'Id', 'size': 4}");
        file("v2.avsc", "{'type': 'fixed', 'name': 'Id', 'size': 8}");

        assertThat(load().find("v2")).map(Schema::getFixedSize).contains(8);
        assertThatThrownBy(() -> load().find("Id"))
                .isInstanceOf(SchemaAmbiguous.class)
                .hasMessageContainingAll("v1.avsc", "v2.avsc");
    }

    @Test
    void aCopyOfADefinitionIsNotAmbiguous() throws Exception {
        file("v1.avsc", "{'type': 'fixed', 'name': 'Id', 'size': 4}");
        file("v2.avsc", "{'type': 'fixed', 'name': 'Id', 'size': 4}");

        assertThat(load().find("Id")).map(Schema::getFixedSize).contains(4);
    }

    @Test
    void filesReferToEachOthersTypesInAnyOrderAndInCircles() throws Exception {
        file("a.avsc", "{'type': 'record', 'name': 'x.A', 'fields': [{'name': 'b', 'type': ['null', 'B']}]}");
        file(
                "b.avsc",
                "{'type': 'record', 'name': 'x.B', 'fields': [{'name': 'a', 'type': {'type': 'array', 'items': 'x.A'}}]}");

        Schema b = load().find("b").orElseThrow();

        Schema a = b.getField("a").schema().getElementType();
        assertThat(a.getFullName()).isEqualTo("x.A");
        assertThat(a.getField("b").schema().getTypes().get(1)).isEqualTo(b);
        assertThat(new Schema.Parser().parse(b.toString())).isEqualTo(b);
    }

    @Test
    void everyUnusableFileIsNamedWithItsReason() throws Exception {
        file("broken.avsc", "{'type': 'record', ");
        file("empty.avsc", "");
        file("good.avsc", TELEMETRY);

        SchemasUnusable unusable = catchThrowableOfType(SchemasUnusable.class, this::load);

        assertThat(unusable.problems()).hasSize(2);
        assertThat(unusable.problems().get(0).file()).endsWith("broken.avsc");
        assertThat(unusable.problems().get(0).message())
                .startsWith("is not JSON: ")
                .contains("(line 1, column ");
        assertThat(unusable.problems().get(1).message()).isEqualTo("is empty");
    }

    @Test
    void whatAvroSaysAboutASchemaIsPassedOn() throws Exception {
        file("bad.avsc", "{'type': 'record', 'name': 'R', 'fields': [{'name': 'a'}]}");
        file("lost.avsc", "{'type': 'array', 'items': 'away.Thing'}");

        SchemasUnusable unusable = catchThrowableOfType(SchemasUnusable.class, this::load);

        assertThat(unusable.problems()).hasSize(2);
        assertThat(unusable.problems().get(0).message()).startsWith("is not a usable Avro schema: ");
        assertThat(unusable.problems().get(1).message())
                .isEqualTo("refers to type away.Thing, which no file of the folder defines");
    }

    @Test
    void aReferenceThatTwoFilesAnswerDifferentlyIsAProblem() throws Exception {
        file("a.avsc", "{'type': 'fixed', 'name': 'Id', 'size': 4}");
        file("b.avsc", "{'type': 'fixed', 'name': 'Id', 'size': 8}");
        file("user.avsc", "{'type': 'array', 'items': 'Id'}");

        assertThatThrownBy(this::load)
                .isInstanceOf(SchemasUnusable.class)
                .hasMessageContaining("user.avsc: refers to type Id, which a.avsc and b.avsc define differently");
    }

    @Test
    void aFolderThatIsNotThereIsAProblem() {
        assertThatThrownBy(() -> FolderSchemas.load(folder.resolve("none")))
                .isInstanceOf(SchemasUnusable.class)
                .hasMessageEndingWith("none: there is no such folder");
    }

    @Test
    void otherFilesAreLeftAlone() throws Exception {
        file("README.md", "no schema");
        Files.createDirectory(folder.resolve("old.avsc"));

        assertThat(load().names()).isEmpty();
    }

    private FolderSchemas load() throws SchemasUnusable {
        return FolderSchemas.load(folder);
    }

    private void file(String name, String schema) throws IOException {
        Files.writeString(folder.resolve(name), schema.replace('\'', '"'));
    }
}
