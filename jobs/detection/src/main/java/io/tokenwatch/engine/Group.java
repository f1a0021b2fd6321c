package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** The rules that share a group key, hence one state per key value. */
final class Group {
    private final int index;
    private final List<FieldType> keys;
    private final List<Field> captures;
    private final long salt;
    private final List<Rule> rules;

    Group(int index, List<KeyPart> keys, List<Rule> rules) {
        this.index = index;
        this.keys = keys.stream().map(KeyPart::type).toList();
        this.rules = rules;
        this.captures = rules.stream()
                .flatMap(rule -> rule.captures().stream())
                .distinct()
                .toList();
        String names = keys.stream().map(KeyPart::signature).collect(Collectors.joining(","));
        this.salt = com.dynatrace.hash4j.hashing.Hashing.xxh3_64().hashCharsToLong(names);
    }

    int index() {
        return index;
    }

    /** What the values of its key are. */
    List<FieldType> keys() {
        return keys;
    }

    /** The union of what its rules capture. */
    List<Field> captures() {
        return captures;
    }

    /** Tells keys of different groups with equal values apart. */
    long salt() {
        return salt;
    }

    /** For each capture of the rule, its index among the group's captures. */
    int[] mapping(Rule rule) {
        return rule.captures().stream().mapToInt(captures::indexOf).toArray();
    }

    List<Rule> rules() {
        return rules;
    }
}
