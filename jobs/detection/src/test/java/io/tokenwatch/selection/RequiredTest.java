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
        assertThat(required("a: {event_type: x, client_id: [c1, c2], src.asn: [1, 2], generation|gt: 1}"))
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
        assertThat(required("a: {generation|gt: 3, event_type: '*', error|re: '(a|b)', client_id: null}"))
                .isEmpty();
    }

    private static Object only(String detection) {
        Set<Object> values = required(detection).values().iterator().next();
        assertThat(values).hasSize(1);
        return values.iterator().next();
    }

    private static ValuePart part(String detection) {
        return ((Likeness) only(detection)).part();
    }

    @Test
    void aTextThatIsAlikeRequiresAPartOfIt() {
        assertThat(part("a: {error|startswith: Ab}")).isEqualTo(new ValuePart("ab", true, false));
        assertThat(part("a: {error|endswith: b}")).isEqualTo(new ValuePart("b", false, true));
        assertThat(part("a: {user_agent|contains: Curl}")).isEqualTo(new ValuePart("curl", false, false));
        assertThat(part("a: {user_agent: curl}")).isEqualTo(new ValuePart("curl", true, true));
        assertThat(part("a: {error: 'a*bcd?e'}")).isEqualTo(new ValuePart("bcd", false, false));
        assertThat(part("a: {error: 'abc*'}")).isEqualTo(new ValuePart("abc", true, false));
        assertThat(part("a: {error: '*\\*c'}")).isEqualTo(new ValuePart("*c", false, true));
        assertThat(part("a: {error|re: '^ab+c'}")).isEqualTo(new ValuePart("ab", true, false));
        assertThat(part("a: {user_agent|contains: 'ſk*k'}")).isEqualTo(new ValuePart("k", false, false));
    }

    @Test
    void anAddressIsRequiredToBeInANetwork() {
        Network network = (Network) only("a: {src.ip|cidr: 10.1.2.3/8}");
        assertThat(network.first()).isEqualTo(new AddressBits(false, 0, 0x0A00_0000));
        assertThat(network.last()).isEqualTo(new AddressBits(false, 0, 0x0AFF_FFFF));
        assertThat(required("a: {src.ip|cidr: [10.0.0.0/8, '::1/128']}").get(Field.SRC_IP))
                .hasSize(2);
    }

    @Test
    void ofPlainValuesAndLikenessesThePlainOnesAreTaken() {
        assertThat(required("{a: {client_id: [x, y]}, b: {client_id|startswith: x}, condition: a and b}"))
                .isEqualTo(Map.of(Field.CLIENT_ID, Set.of("x", "y")));
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
