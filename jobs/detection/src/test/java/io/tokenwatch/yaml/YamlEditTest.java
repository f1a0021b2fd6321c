package io.tokenwatch.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlEditTest {
    private static final YamlValue ROOT = parse("{a: {b: [1, 2, 3], c: x}, d: 30s}");

    private static YamlValue parse(String text) {
        return Yaml.parse("a.yml", text, new Faults()).orElseThrow();
    }

    private static void is(YamlValue edited, String text) {
        assertThat(edited.canonical()).isEqualTo(parse(text).canonical());
        assertThat(ROOT.canonical())
                .isEqualTo(parse("{a: {b: [1, 2, 3], c: x}, d: 30s}").canonical());
    }

    @Test
    void changesOneThingAndNotTheOriginal() {
        is(YamlEdit.without(ROOT, YamlPath.of("a", "c")), "{a: {b: [1, 2, 3]}, d: 30s}");
        is(YamlEdit.without(ROOT, YamlPath.of("a", "b", "1")), "{a: {b: [1, 3], c: x}, d: 30s}");
        is(YamlEdit.with(ROOT, YamlPath.of("a", "b", "0"), "7"), "{a: {b: [7, 2, 3], c: x}, d: 30s}");
        is(YamlEdit.with(ROOT, YamlPath.of("d"), "31s"), "{a: {b: [1, 2, 3], c: x}, d: 31s}");
        is(YamlEdit.renamed(ROOT, YamlPath.of("a", "c"), "e"), "{a: {b: [1, 2, 3], e: x}, d: 30s}");
        is(YamlEdit.swapped(ROOT, YamlPath.of("a", "b", "1")), "{a: {b: [1, 3, 2], c: x}, d: 30s}");
    }

    @Test
    void keepsPlaces() {
        YamlValue edited = YamlEdit.with(ROOT, YamlPath.of("d"), "soon");

        assertThat(edited.map().orElseThrow().get("d").orElseThrow().place()).isEqualTo(new Place("a.yml", 1, 30));
    }

    @Test
    void refusesAPathThatLeadsNowhere() {
        assertThatThrownBy(() -> YamlEdit.without(ROOT, YamlPath.of("a", "z"))).hasMessageContaining("a.z");
    }
}
