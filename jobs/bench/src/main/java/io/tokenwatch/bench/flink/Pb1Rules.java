package io.tokenwatch.bench.flink;

import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** PB-1's detections, written as anybody would write them. */
final class Pb1Rules {
    private static final List<String> NAMES = List.of(
            "d1-use-after-revocation",
            "d2-two-networks",
            "d3-first-seen-scope",
            "d4-issuance-burst",
            "d5-refresh-reuse");

    private Pb1Rules() {}

    static RuleFiles files() {
        TreeMap<String, String> texts = new TreeMap<>();
        for (String name : NAMES) {
            String file = name + ".yml";
            try (InputStream in = Pb1Rules.class.getResourceAsStream("/pb1/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("the rule " + file + " is not on the class path");
                }
                texts.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the rule " + file, e);
            }
        }
        return new RuleFiles(texts);
    }
}
