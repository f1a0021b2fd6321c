package io.tokenwatch.rule;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a rule says of itself: Sigma's metadata and ours. None of it changes a judgement. */
final class Metadata {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*+");
    private static final int SHORTEST_ID = 2;
    private static final int LONGEST_ID = 80;
    private static final Pattern RUNBOOK = Pattern.compile("runbooks/([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.md");
    private static final Pattern TAG = Pattern.compile("([a-z0-9_-]+)(\\.[a-z0-9_-]+)+");

    /** Those of Sigma's appendix on tags, and ours. */
    private static final List<String> NAMESPACES = List.of(
            "attack", "atlas", "car", "cve", "d3fend", "detection", "emb3d", "owasp", "rfc", "rfc9700", "stp", "tlp");

    /** Keys of a Sigma rule that are kept and mean nothing to us. */
    private static final List<String> SIGMA = List.of(
            "logsource", "references", "author", "date", "modified", "license", "related", "name", "scope", "taxonomy");

    private final YamlMap rule;

    Metadata(YamlMap rule) {
        this.rule = rule;
    }

    /** Whether it is a plain Sigma rule, which has no word for a version or for suppression. */
    boolean isSigma() {
        return rule.has("logsource");
    }

    String id() {
        Optional<YamlValue> value = rule.required("id", "what-it-detects");
        String id = value.flatMap(YamlValue::text).orElse("");
        if (value.isPresent() && !isId(id)) {
            String better =
                    id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            String form = SHORTEST_ID + " to " + LONGEST_ID + " of a-z and 0-9, with single '-' between";
            String advice = isId(better) && Nearest.lookalike(id).isEmpty()
                    ? "write '" + better + "': " + form
                    : "write " + form;
            value.get().fault(FaultKind.BAD_ID, "'" + id + "' is no rule id" + Nearest.lookalike(id), advice);
        }
        return id;
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches() && text.length() >= SHORTEST_ID && text.length() <= LONGEST_ID;
    }

    int version() {
        return isSigma() && !rule.has("version")
                ? 1
                : (int) rule.required("version", "1")
                        .map(value -> rule.within("version", 1, 1, Integer.MAX_VALUE))
                        .orElse(1L)
                        .longValue();
    }

    /** Path of the runbook. */
    String response() {
        Optional<YamlValue> value = rule.get("response");
        String path = value.flatMap(YamlValue::text).orElse("");
        if (value.isPresent() && !RUNBOOK.matcher(path).matches()) {
            value.get()
                    .fault(
                            FaultKind.BAD_PATH,
                            "'" + path + "' is no runbook",
                            "write a path below the rules such as runbooks/what-to-do.md");
        }
        return path;
    }

    List<String> tags() {
        List<YamlValue> tags = rule.get("tags").map(YamlValue::list).orElse(List.of());
        tags.forEach(tag -> tag.text().ifPresent(text -> check(tag, text)));
        return rule.texts("tags");
    }

    private static void check(YamlValue tag, String text) {
        String namespace = text.substring(0, Math.max(0, text.indexOf('.')));
        if (!TAG.matcher(text).matches()) {
            String advice = "write such as attack.t1550.001 or owasp.nhi1, in lower case";
            tag.fault(FaultKind.UNKNOWN_TAG, "'" + text + "' is no tag", advice);
        } else if (!NAMESPACES.contains(namespace)) {
            tag.fault(
                    FaultKind.UNKNOWN_TAG,
                    "'" + namespace + "' is no namespace of tags",
                    Nearest.advice(namespace, NAMESPACES));
        }
    }

    /** Asks for what only people read, so that it is not called unknown. */
    void allow() {
        SIGMA.forEach(rule::get);
    }
}
