package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sigma's keywords: texts that some field of the event contains, whichever it is; case does not matter. */
final class Keywords {
    static final List<Field> SEARCHED = Arrays.stream(Field.values())
            .filter(field -> !field.type().isNumber() && field != Field.RAW_REF)
            .toList();
    private static final Set<Modifier> FITTING = EnumSet.of(
            Modifier.ALL, Modifier.CONTAINS, Modifier.RE, Modifier.I, Modifier.M, Modifier.S, Modifier.CASED);

    private Keywords() {}

    /** Holds if any keyword is found, or with {@code all}, if each is. */
    static Predicate compile(YamlValue value, Set<Modifier> modifiers) {
        Set<Modifier> used = EnumSet.copyOf(FITTING);
        used.retainAll(modifiers);
        modifiers.stream()
                .filter(modifier -> !FITTING.contains(modifier))
                .forEach(modifier -> value.fault(
                        FaultKind.MODIFIER_DOES_NOT_FIT,
                        "'" + modifier.word() + "' does not fit keywords",
                        "use one of all, re, i, m, s, cased"));
        if (!used.contains(Modifier.RE)) {
            used.add(Modifier.CONTAINS);
        }
        List<Predicate> tests = new ArrayList<>();
        for (YamlValue keyword : value.list()) {
            Optional<TextMatch> match = TextOperand.compile(keyword, used, !used.contains(Modifier.CASED));
            match.ifPresent(found -> tests.add(new Keyword(found)));
        }
        if (value.list().isEmpty()) {
            value.fault(FaultKind.EMPTY_SELECTION, "there is no keyword here", "write the texts to look for");
        }
        return used.contains(Modifier.ALL) ? All.of(tests) : Any.of(tests);
    }
}
