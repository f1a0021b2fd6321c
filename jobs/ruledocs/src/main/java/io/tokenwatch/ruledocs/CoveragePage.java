package io.tokenwatch.ruledocs;

import static io.tokenwatch.ruledocs.Markdown.cell;

import io.tokenwatch.connector.Connector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the rules cover, and what no rule does. */
final class CoveragePage {
    private final List<RuleText> rules;
    private final Markdown out = new Markdown();

    private CoveragePage(List<RuleText> rules) {
        this.rules = rules;
    }

    static String of(List<RuleText> rules) {
        return new CoveragePage(rules).page();
    }

    private String page() {
        out.line("<!-- Written by ./tokenwatch rules docs from the rules: change those instead. -->");
        out.heading(1, "Coverage");
        out.paragraph(
                "Which rules see what, by their tags. A row without a rule is a gap, or something that audit events do not show.");
        out.heading(2, "ATT&CK techniques");
        Set<String> techniques = new TreeSet<>();
        rules.forEach(rule -> rule.rule().tags().stream()
                .filter(tag -> tag.startsWith(Frameworks.ATTACK))
                .forEach(techniques::add));
        table("technique", techniques);
        out.heading(2, "OWASP Non-Human Identities Top 10 2025");
        table("risk", all(Frameworks.OWASP));
        out.heading(2, "RFC 9700, section 4: Attacks and Mitigations");
        table("attack", all(Frameworks.RFC9700));
        products();
        return out.toString();
    }

    /** All that has a name, and what rules name besides. */
    private Set<String> all(String framework) {
        Set<String> all = new LinkedHashSet<>(Frameworks.known(framework));
        rules.forEach(rule -> rule.rule().tags().stream()
                .filter(tag -> tag.startsWith(framework))
                .forEach(all::add));
        return all;
    }

    private void table(String what, Set<String> tags) {
        out.tableHead(what, "rules");
        for (String tag : tags) {
            String seeing = rules.stream()
                    .filter(rule -> rule.rule().tags().contains(tag))
                    .map(RuleText::link)
                    .collect(Collectors.joining(", "));
            out.row(cell(Frameworks.link(tag)), seeing.isEmpty() ? "–" : cell(seeing));
        }
        out.line("");
    }

    private void products() {
        List<Connector> products = Needs.products();
        out.heading(2, "Input products");
        out.paragraph(
                "A rule is evaluable on a product's log if that has every field that the rule cannot do without.");
        List<String> head = new ArrayList<>(List.of("rule"));
        products.forEach(product -> head.add(product.product()));
        out.tableHead(head.toArray(String[]::new));
        List<String> sums = new ArrayList<>(List.of("**evaluable**"));
        for (Connector product : products) {
            long evaluable = rules.stream()
                    .filter(rule -> Needs.lacks(rule.rule(), product).isEmpty())
                    .count();
            sums.add("**" + evaluable + " of " + rules.size() + "**");
        }
        out.row(sums.toArray(String[]::new));
        for (RuleText rule : rules) {
            List<String> row = new ArrayList<>(List.of(cell(rule.link())));
            for (Connector product : products) {
                List<String> lacks = Needs.lacks(rule.rule(), product);
                row.add(lacks.isEmpty() ? "yes" : "lacks " + Markdown.codes(lacks, "and"));
            }
            out.row(row.toArray(String[]::new));
        }
        out.line("");
    }
}
