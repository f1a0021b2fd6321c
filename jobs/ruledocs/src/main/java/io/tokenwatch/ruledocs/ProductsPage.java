package io.tokenwatch.ruledocs;

import static io.tokenwatch.ruledocs.Markdown.cell;

import io.tokenwatch.connector.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which rules say something about the log of which product. */
final class ProductsPage {
    private final List<RuleText> rules;
    private final Samples samples;
    private final Markdown out = new Markdown();

    private ProductsPage(List<RuleText> rules, Samples samples) {
        this.rules = rules;
        this.samples = samples;
    }

    static String of(List<RuleText> rules, Samples samples) {
        return new ProductsPage(rules, samples).page();
    }

    private String page() {
        out.line(
                "<!-- Written by ./tokenwatch rules docs from the rules, the connectors and the samples: change those instead. -->");
        out.heading(1, "Products and rules");
        out.paragraph(
                "A rule is evaluable on a product's log if each of its steps can be one of the events that the log tells, with every field and"
                        + " word that the rule cannot do without. Some are evaluable once a network database fills what the log does not say of"
                        + " addresses ([network facts](../replay.md#network-facts)). A sample shows a rule by an attack planted in a log of the"
                        + " product's own form ([samples](../inputs/samples)), in which ordinary traffic raises nothing;"
                        + " the samples of our own form are the rules' own tests.");
        List<Connector> products = Needs.products();
        out.tableHead("product", "format", "evaluable", "and with network facts", "shown by a sample");
        for (Connector product : products) {
            out.row(
                    "[" + product.product() + "](#" + anchor(product.product()) + ")",
                    Markdown.code(product.format()),
                    count(rule -> Needs.lacks(rule.rule(), product).isEmpty()),
                    count(rule -> Needs.withNetworks(rule.rule(), product)),
                    samples.of(product.format())
                            ? count(rule ->
                                    samples.show(product.format(), rule.rule().id()))
                            : "–");
        }
        out.line("");
        matrix(products);
        products.forEach(this::product);
        return out.toString();
    }

    private String count(Predicate<RuleText> which) {
        return rules.stream().filter(which).count() + " of " + rules.size();
    }

    private void matrix(List<Connector> products) {
        out.heading(2, "All");
        out.paragraph("● evaluable, and shown by a sample; ○ evaluable; a small ⁿ: with network facts.");
        List<String> head = new ArrayList<>(List.of("rule"));
        products.forEach(product -> head.add(Markdown.code(product.format())));
        out.tableHead(head.toArray(String[]::new));
        for (RuleText rule : rules) {
            List<String> row = new ArrayList<>(List.of(cell(rule.link())));
            products.forEach(product -> row.add(sign(rule, product)));
            out.row(row.toArray(String[]::new));
        }
        out.line("");
    }

    private String sign(RuleText rule, Connector product) {
        boolean networks = Needs.withNetworks(rule.rule(), product);
        if (!networks && !Needs.lacks(rule.rule(), product).isEmpty()) {
            return "";
        }
        return (samples.show(product.format(), rule.rule().id()) ? "●" : "○") + (networks ? "ⁿ" : "");
    }

    private void product(Connector product) {
        List<String> left = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (RuleText rule : rules) {
            String id = rule.rule().id();
            if (sign(rule, product).isEmpty()) {
                lacking.add(Markdown.code(id) + " lacks " + Markdown.codes(Needs.lacks(rule.rule(), product), "and"));
            } else if (!samples.reason(product.format(), id).isEmpty()) {
                left.add(Markdown.code(id) + ": " + samples.reason(product.format(), id));
            }
        }
        out.heading(2, product.product());
        if (samples.of(product.format())) {
            out.paragraph("[The sample](../inputs/samples/" + product.format() + ".yml).");
        }
        if (!left.isEmpty()) {
            out.paragraph("Evaluable, and not shown:");
            out.bullets(left);
        }
        if (lacking.isEmpty()) {
            out.paragraph("Every rule is evaluable.");
        } else {
            out.paragraph("Not evaluable:");
            out.bullets(lacking);
        }
    }

    /** Of a heading, as repositories make it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }
}
