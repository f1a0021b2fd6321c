package io.tokenwatch.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in an author's words what the parser found wrong. */
enum YamlSyntax {
    TAB(FaultKind.TAB, "\\t", "a tab indents this line", "indent with spaces"),
    OPEN_QUOTE(
            FaultKind.NOT_YAML,
            "found unexpected end of stream",
            "this quote is not closed",
            "close it; a quote within quotes is written twice"),
    QUOTE_ENDS(
            FaultKind.NOT_YAML,
            "but found '<scalar>'",
            "the text in quotes ends before this",
            "write a quote within quotes twice, or use the other kind around it"),
    SIBLINGS(
            FaultKind.NOT_YAML,
            "expected <block end>",
            "this line belongs to nothing above it",
            "indent it as far as the lines it belongs with"),
    COLON(
            FaultKind.NOT_YAML,
            "mapping values are not allowed here",
            "a second ': ' is in this line, or the line is indented too far",
            "put a text that holds ': ' in quotes, or indent as far as the line above"),
    NO_COLON(
            FaultKind.NOT_YAML,
            "could not find expected ':'",
            "a ':' and a space are missing in this line",
            "write 'key: value'"),
    OPEN_LIST(FaultKind.NOT_YAML, "expected ',' or ']'", "the list that opens here is not closed", "close it with ']'"),
    OPEN_MAP(
            FaultKind.NOT_YAML,
            "expected ',' or '}'",
            "the mapping that opens here is not closed",
            "close it with '}', and put a comma between entries"),
    ENDS(
            FaultKind.NOT_YAML,
            "expected the node content",
            "a value is missing here",
            "write one, or close what is open"),
    START(
            FaultKind.NOT_YAML,
            "that cannot start any token",
            "a value cannot begin with this character",
            "put the value in quotes"),
    STAR(FaultKind.ALIAS, "while scanning an alias", "a value that begins with '*' is an alias", "put it in quotes"),
    DOCUMENTS(
            FaultKind.SEVERAL_DOCUMENTS,
            "expected a single document",
            "a file holds one rule, and here a second begins",
            "give it a file of its own; Sigma's collections are split by 'tokenwatch rules import'");

    private final FaultKind kind;
    private final String found;
    private final String message;
    private final String advice;

    YamlSyntax(FaultKind kind, String found, String message, String advice) {
        this.kind = kind;
        this.found = found;
        this.message = message;
        this.advice = advice;
    }

    static void explain(String file, MarkedYamlEngineException e, Faults faults) {
        String said = e.getContext() + " " + e.getProblem();
        for (YamlSyntax known : values()) {
            if (said.contains(known.found)) {
                faults.add(known.kind, Place.of(file, known.mark(e)), known.message, known.advice);
                return;
            }
        }
        faults.add(
                FaultKind.NOT_YAML,
                Place.of(file, e.getProblemMark()),
                "this is not YAML: " + e.getProblem(),
                "correct the YAML");
    }

    /** What was opened and never closed is shown where it opens; all else where it is. */
    private Optional<Mark> mark(MarkedYamlEngineException e) {
        return switch (this) {
            case OPEN_QUOTE, OPEN_LIST, OPEN_MAP, NO_COLON -> e.getContextMark().or(e::getProblemMark);
            default -> e.getProblemMark();
        };
    }
}
