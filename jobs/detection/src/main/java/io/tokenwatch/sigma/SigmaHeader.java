package io.tokenwatch.sigma;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The metadata of a Sigma rule or correlation, which is ours too, but for the id: ours says what a rule detects. */
final class SigmaHeader {
    private static final int LONGEST_ID = 80;
    private static final Set<String> KNOWN = Set.of(
            "title",
            "id",
            "name",
            "related",
            "status",
            "description",
            "license",
            "references",
            "author",
            "date",
            "modified",
            "logsource",
            "detection",
            "correlation",
            "generate",
            "fields",
            "falsepositives",
            "level",
            "tags",
            "scope",
            "taxonomy");

    private final YamlMap document;

    SigmaHeader(YamlMap document, Consumer<Note> notes) {
        this.document = document;
        document.entries().forEach((key, value) -> {
            if (!KNOWN.contains(key)) {
                notes.accept(new Note(value.keyPlace(), false, key, "it is no key of Sigma; left out"));
            }
        });
    }

    String title() {
        return document.text("title", "Untitled");
    }

    String sigmaId() {
        return document.text("id", "");
    }

    /** The title in small letters, joined by hyphens. */
    String id() {
        String slug =
                title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = slug.length() <= LONGEST_ID
                ? slug
                : slug.substring(0, LONGEST_ID).replaceAll("-[^-]*$", "");
        return cut.length() < 2 ? "sigma-" + sigmaId() : cut;
    }

    /** Everything above {@code detection}. */
    void write(RuleText out, String id, boolean whole) {
        out.line(0, "id", id).raw(0, "version", "1").line(0, "title", oneLine(title()));
        out.line(0, "status", document.text("status", ""));
        if (!whole) {
            out.raw(0, "mode", "off # until what does not map is settled");
        }
        out.line(0, "level", document.text("level", "medium"));
        out.list(
                0, "tags", document.texts("tags").stream().map(SigmaHeader::tag).toList());
        for (String key : List.of("author", "date", "modified", "license")) {
            out.line(0, key, oneLine(document.text(key, "")));
        }
        out.list(0, "references", document.texts("references"));
        if (!sigmaId().isEmpty()) {
            out.raw(
                    0,
                    "related",
                    "[{id: " + RuleText.flow(List.of(sigmaId())).replaceAll("[\\[\\]]", "") + ", type: derived}]");
        }
        out.line(0, "description", oneLine(document.text("description", title())));
        out.list(
                0,
                "falsepositives",
                document.texts("falsepositives").stream()
                        .map(SigmaHeader::oneLine)
                        .toList());
    }

    private static String tag(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    List<YamlValue> fields() {
        return document.get("fields").map(YamlValue::list).orElse(List.of());
    }
}
