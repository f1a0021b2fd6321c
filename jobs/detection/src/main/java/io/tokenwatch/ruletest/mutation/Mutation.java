package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.Place;
import io.tokenwatch.yaml.YamlPath;
import io.tokenwatch.yaml.YamlValue;
import java.util.function.Supplier;

/**
 * One small change of a rule.
 *
 * @param path what is changed
 * @param place where that is
 * @param old what is there, such as {@code 30s}
 * @param change in words, such as {@code 30001ms instead}
 * @param rising whether a bound was moved upwards
 * @param mutant makes the changed rule
 */
public record Mutation(
        Operator operator,
        YamlPath path,
        Place place,
        String old,
        String change,
        boolean rising,
        Supplier<YamlValue> mutant) {
    @Override
    public String toString() {
        return place + ": " + path + ": " + old + " " + change;
    }
}
