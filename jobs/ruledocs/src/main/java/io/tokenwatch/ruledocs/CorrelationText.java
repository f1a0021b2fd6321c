package io.tokenwatch.ruledocs;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold across events, as sentences. What has no sentence yet is told as it is written. */
final class CorrelationText {
    private final YamlMap correlation;
    private final Set<String> told = new LinkedHashSet<>(Set.of("type", "group-by", "aliases"));

    private CorrelationText(YamlMap correlation) {
        this.correlation = correlation;
    }

    /** The sentence, and then one for each thing more. */
    static List<String> of(YamlMap correlation) {
        CorrelationText text = new CorrelationText(correlation);
        List<String> sentences = new ArrayList<>();
        sentences.add("For each " + text.key() + ": " + text.sentence() + ".");
        sentences.addAll(text.more());
        return sentences;
    }

    static String key(YamlMap correlation) {
        return new CorrelationText(correlation).key();
    }

    private String key() {
        return Markdown.codes(correlation.texts("group-by"), "and");
    }

    private String sentence() {
        List<String> steps =
                names("steps").stream().map(name -> "**" + name + "**").toList();
        return switch (correlation.text("type", "")) {
            case "event_count" -> least() + " such events" + window();
            case "value_count" ->
                least() + " different values of "
                        + Markdown.code(
                                condition().map(c -> c.text("field", "")).orElse("")) + window();
            case "temporal" -> all(steps) + " within " + told("timespan") + ", in any order";
            case "temporal_ordered" ->
                "first " + String.join(", then ", steps) + ", strictly one after the other, within " + told("timespan");
            case "absence" -> absence(steps);
            case "ratio" ->
                "of the events that match " + steps.get(0) + " or " + steps.get(1) + ", the share of "
                        + steps.get(0) + " is " + least() + ", in a window of " + told("timespan")
                        + " that starts at a multiple of it";
            case "burn_rate" ->
                "of the events that match " + steps.get(0) + " or " + steps.get(1) + ", the share of " + steps.get(0)
                        + ", divided by what an objective of " + told("slo") + " allows, is " + least() + " over "
                        + told("timespan") + ", and over the last twelfth of it";
            case "lag" -> lag(steps);
            case "first_seen" -> firstSeen();
            case "spike" ->
                "far " + (told("direction", "rise").equals("fall") ? "fewer" : "more") + " such events in "
                        + told("bucket", "5m")
                        + " than this key usually has at that time of day, "
                        + (told("direction", "rise").equals("fall") ? "where that is at least " : "and at least ")
                        + told("floor", "1");
            default -> "what " + Markdown.code(correlation.text("type", "")) + " asks";
        };
    }

    private String absence(List<String> steps) {
        String before = told("not_before");
        if (!before.isEmpty()) {
            return all(steps) + ", and no **" + before + "** in the " + told("forget_after") + " before it, nor in the "
                    + told("timespan") + " after it";
        }
        if (steps.size() < 2) {
            return all(steps) + ", and not what should follow it";
        }
        return steps.get(0) + ", and no " + steps.get(1) + " within " + told("timespan") + " after it";
    }

    private String lag(List<String> steps) {
        String percentile = condition().map(c -> c.text("percentile", "")).orElse("");
        return "of the values of " + Markdown.code(told("of")) + " that " + steps.get(0) + " names in a window of "
                + told("timespan") + ", at least " + told("min_events")
                + ", the time until " + steps.get(1) + " last names the same, up to the end of the next window, is "
                + least() + " at percentile " + percentile;
    }

    private String firstSeen() {
        String field = Markdown.code(told("field"));
        boolean returning = told("only", "").equals("returning");
        String value = told("combine", "1").equals("2") ? "a pair of values, each known, of " : "a value of ";
        String sentence = returning
                ? "a value of " + field + " that comes back after " + told("forget_after") + " without it"
                : value + field + " that the key has not shown for " + told("forget_after");
        Optional<YamlMap> learn = map("learn");
        return sentence
                + learn.map(l -> ", once the key has been known for " + l.text("for", "0s")
                                + (l.has("min_events") ? " and " + l.text("min_events", "") + " events" : ""))
                        .orElse("");
    }

    private String window() {
        boolean tumbling = told("window", "sliding").equals("tumbling");
        return " within " + told("timespan") + (tumbling ? ", counted from one multiple of it to the next" : "");
    }

    private Optional<YamlMap> condition() {
        return map("condition");
    }

    private String least() {
        Optional<YamlMap> condition = condition();
        String gt = condition.map(c -> c.text("gt", "")).orElse("");
        return gt.isEmpty()
                ? "at least " + condition.map(c -> c.text("gte", "")).orElse("")
                : "more than " + gt;
    }

    private List<String> more() {
        List<String> more = new ArrayList<>();
        map("gap").ifPresent(gap -> gap.entries()
                .forEach((word, value) -> more.add("The time between neighbours is " + SelectionText.bound(word) + " "
                        + value.text().orElse("") + ".")));
        for (String where : names("where")) {
            more.add("It must hold that " + Markdown.code(where) + ".");
        }
        for (String having : names("having")) {
            more.add("Only what shows " + Markdown.code(having) + " counts.");
        }
        map("unless")
                .ifPresent(unless -> more.add("Not within " + unless.text("within", "") + " after **"
                        + unless.text("preceded_by", "") + "**, which explains it."));
        correlation.get("aliases").flatMap(YamlValue::map).ifPresent(aliases -> aliases.entries()
                .forEach((name, value) -> more.add("Steps name " + Markdown.code(name) + " by fields of their own: "
                        + Markdown.code(Written.of(value)) + ".")));
        correlation.entries().forEach((key, value) -> {
            if (!told.contains(key)) {
                more.add(Markdown.code(key + ": " + Written.of(value)));
            }
        });
        return more;
    }

    private static String all(List<String> steps) {
        return steps.size() < 2
                ? String.join("", steps)
                : String.join(", ", steps.subList(0, steps.size() - 1)) + " and " + steps.get(steps.size() - 1);
    }

    private String told(String key) {
        return told(key, "");
    }

    private String told(String key, String otherwise) {
        told.add(key);
        return correlation.text(key, otherwise);
    }

    private List<String> names(String key) {
        told.add(key);
        return correlation.get(key).map(YamlValue::list).orElse(List.of()).stream()
                .map(Written::of)
                .toList();
    }

    private Optional<YamlMap> map(String key) {
        told.add(key);
        return correlation.get(key).flatMap(YamlValue::map);
    }
}
