package io.tokenwatch.ruledocs;

import static io.tokenwatch.ruledocs.Markdown.code;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of one rule. */
final class RulePage {
    private final RuleText text;
    private final Rule rule;
    private final Markdown out = new Markdown();

    private RulePage(RuleText text) {
        this.text = text;
        this.rule = text.rule();
    }

    /**
     * @param runbook its text; empty if there is none
     * @param toRoot the way from the page to the rules' root
     */
    static String of(RuleText text, String runbook, Costs costs, String toRoot) {
        return new RulePage(text).page(runbook, costs, toRoot);
    }

    private String page(String runbook, Costs costs, String toRoot) {
        out.line("<!-- Written by ./tokenwatch rules docs from " + text.path() + ": change that instead. -->");
        out.heading(1, rule.title());
        out.paragraph(
                "[" + code(rule.id()) + "](" + toRoot + "/" + text.path() + ") · version " + rule.version() + " · **"
                        + rule.level().word() + "** · " + rule.status().name().toLowerCase(Locale.ROOT)
                        + (rule.mode().name().equals("ALERT")
                                ? ""
                                : " · mode " + code(rule.mode().name().toLowerCase(Locale.ROOT)))
                        + (rule.riskScore() > 0
                                ? " · risk " + rule.riskScore() + " on "
                                        + code(rule.riskEntity().fieldName())
                                : ""));
        out.paragraph(rule.description().strip());
        finds();
        levels();
        needs();
        out.heading(2, "What looks the same").bullets(rule.falsePositives());
        if (!runbook.isEmpty()) {
            out.heading(2, "Response").paragraph(embedded(runbook));
        }
        if (!text.list("tests").isEmpty()) {
            out.heading(2, "Examples").paragraph("Its tests, each also run shuffled and with copies.");
            Examples.write(text.list("tests"), out);
        }
        costs.of(rule.id(), rule.version())
                .ifPresent(cost -> out.heading(2, "Cost").paragraph(cost));
        out.heading(2, "Mapping")
                .bullets(rule.tags().stream().map(Frameworks::link).toList());
        out.bullets(text.yaml().texts("references"));
        return out.toString();
    }

    private void finds() {
        out.heading(2, "What it finds");
        if (text.map("correlation").isPresent()) {
            List<String> sentences = CorrelationText.of(text.map("correlation").get());
            out.paragraph(sentences.get(0)).bullets(sentences.subList(1, sentences.size()));
        } else {
            out.paragraph("Each such event.");
        }
        text.map("detection").ifPresent(this::selections);
        text.yaml()
                .get("exceptions")
                .ifPresent(list -> out.paragraph("Not the events that " + code(Written.of(list)) + " excepts."));
        String by = Markdown.codes(
                text.map("suppress")
                        .map(s -> s.texts("by"))
                        .filter(f -> !f.isEmpty())
                        .orElse(text.map("correlation")
                                .map(c -> c.texts("group-by"))
                                .orElse(List.of())),
                "and");
        String width = text.map("suppress").map(s -> s.text("for", "24h")).orElse("1h");
        out.paragraph("All that is found for one " + by + " within one stretch of " + width
                + " is one alert; the stretches start at multiples of " + width + ", in UTC.");
        text.map("state")
                .filter(state -> state.has("max_evidence"))
                .ifPresent(state -> out.paragraph("Exact up to " + state.text("max_evidence", "")
                        + " events per key and step; beyond, the alert says so."));
    }

    private void selections(YamlMap detection) {
        String condition = detection.get("condition").map(Written::of).orElse("");
        boolean steps = text.map("correlation").map(c -> c.has("steps")).orElse(false);
        out.paragraph(
                condition.isEmpty()
                        ? "The events:"
                        : (steps ? "Of each, only events for which " : "The events are those for which ")
                                + code(condition) + ":");
        List<String> items = new ArrayList<>();
        detection.entries().forEach((name, value) -> {
            if (!name.equals("condition")) {
                items.add("**" + name + "**: " + SelectionText.of(value));
            }
        });
        out.bullets(items);
    }

    private void levels() {
        List<YamlValue> levels = text.list("levels");
        if (levels.isEmpty()) {
            return;
        }
        out.heading(2, "How severe").paragraph("**" + rule.level().word() + "**, and");
        out.bullets(levels.stream()
                .flatMap(level -> level.map().stream())
                .map(level -> "**" + level.text("level", "") + "** when "
                        + code(level.get("when").map(Written::of).orElse("")))
                .toList());
    }

    private void needs() {
        out.heading(2, "What it needs");
        out.paragraph("Fields: " + Markdown.codes(Needs.of(rule), "and") + ".");
        List<String> shown = text.yaml().texts("fields");
        out.paragraph(
                shown.isEmpty() ? "" : "Shows besides, where they are there: " + Markdown.codes(shown, "and") + ".");
        List<String> products = new ArrayList<>();
        for (Connector product : Needs.products()) {
            List<String> lacks = Needs.lacks(rule, product);
            products.add(product.product() + ": "
                    + (lacks.isEmpty()
                            ? "yes"
                            : Needs.withNetworks(rule, product)
                                    ? "with [network facts](../replay.md#network-facts)"
                                    : "not evaluable, it lacks " + Markdown.codes(lacks, "and")));
        }
        out.bullets(products);
    }

    /** Its own first heading says what the page's does. */
    private static String embedded(String runbook) {
        return runbook.strip()
                .replaceFirst("\\A# [^\\n]*\\n+(Rule `[^\\n]*\\n+)?", "")
                .replaceAll("(?m)^(#+ )", "#$1");
    }
}
