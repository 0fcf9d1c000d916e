package dev.sluice.mapping.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeJsonTest {

    @Test
    void whatIsWrittenBecomesTheJsonThatYamlMeans() {
        assertThat(json("""
                        v:
                          number: 21.50
                          whole: 9007199254740993
                          hundred: 100
                          text: "21.5"
                          word: yes
                          truth: true
                          nothing:
                          tilde: ~
                          empty: ""
                          list: [1, a, { b: -1 }]
                          odd: 0x1F
                          reference: ${env:SITE}
                        """))
                .isEqualTo(
                        "{\"number\":21.50,\"whole\":9007199254740993,\"hundred\":100,\"text\":\"21.5\",\"word\":\"yes\","
                                + "\"truth\":true,\"nothing\":null,\"tilde\":null,\"empty\":\"\",\"list\":[1,\"a\",{\"b\":-1}],"
                                + "\"odd\":\"0x1F\",\"reference\":\"north\"}");
    }

    @Test
    void aSingleValueIsJsonToo() {
        assertThat(json("v: 7")).isEqualTo("7");
        assertThat(json("v:")).isEqualTo("null");
        assertThat(json("w: 7")).isEqualTo("nothing");
    }

    private static String json(String yaml) {
        var file = SettingsFile.ofText("cases.yaml", yaml, Path.of("."), List.of(), name -> "north");
        return file.read((root, problems) -> {
                    root.json("w", problems);
                    return root.json("v", problems).map(Object::toString).orElse("nothing");
                })
                .orElseThrow(() -> new AssertionError(file.problems().render()));
    }
}
