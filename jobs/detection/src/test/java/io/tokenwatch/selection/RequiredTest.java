package io.tokenwatch.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequiredTest {
    private static Map<Field, Set<Object>> required(String detection) {
        return Required.of(compiled(detection));
    }

    private static Predicate compiled(String detection) {
        Faults faults = new Faults();
        var map = Yaml.parse("s.yml", detection, faults).orElseThrow().map().orElseThrow();
        Predicate predicate = Selections.compile(map).condition().orElseThrow();
        assertThat(faults.list()).isEmpty();
        return predicate;
    }

    @Test
    void aMappingRequiresWhatEachOfItsPlainLinesDoes() {
        assertThat(required("a: {event_type: x, client_id: [c1, c2], src.asn: [1, 2], user_agent|contains: y}"))
                .isEqualTo(Map.of(
                        Field.EVENT_TYPE, Set.of("x"),
                        Field.CLIENT_ID, Set.of("c1", "c2"),
                        Field.SRC_ASN, Set.of(1L, 2L)));
    }

    @Test
    void oneTextMustSatisfyBothButOfSeveralEachMaySatisfyOne() {
        assertThat(
                        required(
                                "{a: {client_id: [x, y], scope: [r, w]}, b: {client_id: [y, z], scope: s}, condition: a and b}"))
                .isEqualTo(Map.of(Field.CLIENT_ID, Set.of("y"), Field.SCOPE, Set.of("s")));
    }

    @Test
    void anAlternativeRequiresOnlyWhatAllOfItsPartsDo() {
        assertThat(required("{a: {event_type: x, error: e}, b: {event_type: y}, condition: a or b}"))
                .isEqualTo(Map.of(Field.EVENT_TYPE, Set.of("x", "y")));
    }

    @Test
    void whatMustNotHoldOrIsNoEqualityRequiresNothing() {
        assertThat(required("{a: {event_type: x}, condition: not a}")).isEmpty();
        assertThat(required("a: {generation|gt: 3, event_type: 'x*', user_agent: curl, client_id: null}"))
                .isEmpty();
    }

    @Test
    void selectionsThatAreWrittenAlikeAreEqual() {
        String text =
                "{a: {event_type: x, src.ip|cidr: [10.0.0.0/8, 10.1.0.0/16], error|re: e.*}, b: [{azp|contains: p}, {kid: k}],"
                        + " c: {src.ip|cidr: 10.1.0.0/16}, condition: a and b and not c}";
        assertThat(compiled(text)).isEqualTo(compiled(text)).hasSameHashCodeAs(compiled(text));
        assertThat(compiled(text)).isNotEqualTo(compiled(text.replace("10.1.0.0", "10.2.0.0")));
        assertThat(compiled(text)).isNotEqualTo(compiled(text.replace("e.*", "e+")));
        assertThat(compiled("{a: {kid: k}, b: {kid: l}, condition: a and b}"))
                .isNotEqualTo(compiled("{a: {kid: k}, b: {kid: l}, condition: a or b}"));
    }
}
