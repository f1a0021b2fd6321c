package io.tokenwatch.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.rule.Evaluability;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.selection.Want;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A rule that can raise no alert from logs of a format, because they lack what it needs: its silence there says nothing.
 *
 * @param lacks the missing fields, and the words that they never say, as {@code token_kind: pat}
 */
public record NotEvaluable(String rule, String format, List<String> lacks) {
    /** The rules that a connector cannot supply, not even with what the databases fill, by format, then rule. */
    public static List<NotEvaluable> of(List<Rule> rules, Collection<Connector> connectors, NetworkFacts network) {
        List<NotEvaluable> found = new ArrayList<>();
        connectors.stream()
                .distinct()
                .sorted(Comparator.comparing(Connector::format))
                .forEach(connector -> {
                    for (Rule rule : rules) {
                        List<Want> lacks = Evaluability.lacks(rule, network.with(connector.shapes()));
                        if (!lacks.isEmpty()) {
                            List<String> names =
                                    lacks.stream().map(Want::toString).toList();
                            found.add(new NotEvaluable(rule.id(), connector.format(), names));
                        }
                    }
                });
        return found;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("rule", rule);
        json.writeStringField("format", format);
        json.writeFieldName("lacks");
        json.writeArray(lacks.toArray(String[]::new), 0, lacks.size());
        json.writeEndObject();
    }
}
