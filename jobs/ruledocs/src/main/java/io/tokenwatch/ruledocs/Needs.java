package io.tokenwatch.ruledocs;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Evaluability;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.selection.Want;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which fields a rule needs, and which products supply them. */
final class Needs {
    private Needs() {}

    /** The fields without each of which the rule says nothing. */
    static List<String> of(Rule rule) {
        return Stream.of(Field.values())
                .filter(field -> {
                    Set<Field> others = EnumSet.complementOf(EnumSet.of(field));
                    return !Evaluability.lacks(rule, others).isEmpty();
                })
                .map(Field::fieldName)
                .toList();
    }

    /** Whether the rule is evaluable on the product's log once a network database fills what that lacks. */
    static boolean withNetworks(Rule rule, Connector product) {
        return !lacks(rule, product).isEmpty()
                && Evaluability.lacks(rule, NetworkFacts.atBest(product.shapes()))
                        .isEmpty();
    }

    static List<Connector> products() {
        return Connectors.all();
    }

    /** What the product's log lacks; empty if the rule is evaluable on it. */
    static List<String> lacks(Rule rule, Connector product) {
        return Evaluability.lacks(rule, product.shapes()).stream()
                .map(Want::toString)
                .toList();
    }
}
