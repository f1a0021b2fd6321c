package io.tokenwatch.ruledocs;

import static io.tokenwatch.ruledocs.Markdown.cell;
import static io.tokenwatch.ruledocs.Markdown.code;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The list of all rules, family by family. */
final class IndexPage {
    private IndexPage() {}

    static String of(List<RuleText> rules) {
        Markdown out = new Markdown();
        out.line("<!-- Written by ./tokenwatch rules docs from the rules: change those instead. -->");
        out.heading(1, "Rules");
        out.paragraph(
                rules.size()
                        + " rules. [What they cover](coverage.md): ATT&CK, OWASP NHI, RFC 9700. [Where they are evaluable](products.md).");
        Map<String, List<RuleText>> families =
                rules.stream().collect(Collectors.groupingBy(RuleText::family, TreeMap::new, Collectors.toList()));
        families.forEach((family, members) -> {
            out.heading(2, family.isEmpty() ? "others" : family);
            out.tableHead("rule", "level", "key", "id");
            members.forEach(rule -> out.row(
                    cell(rule.link()),
                    rule.rule().level().word() + (rule.list("levels").isEmpty() ? "" : " and up"),
                    rule.map("correlation").map(CorrelationText::key).orElse("each event"),
                    code(rule.rule().id())));
            out.line("");
        });
        return out.toString();
    }
}
