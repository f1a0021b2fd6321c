package io.tokenwatch.ruledocs;

import static io.tokenwatch.ruledocs.Markdown.cell;

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
        out.heading(2, "Input products");
        out.paragraph(
                "[Products](products.md) has the table of products and rules: which are evaluable where, and which a sample shows.");
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
}
