package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.yaml.Faults;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluabilityTest {
    /** What a log without networks, programs and registrations can say. */
    private static final Set<Field> SUPPLIED =
            EnumSet.of(Field.EVENT_TYPE, Field.EVENT_TIME, Field.OUTCOME, Field.CLIENT_ID, Field.TOKEN_ID);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "x: {outcome: failure}                                      ;",
                "x: {src.asn: 64500}                                        ; src.asn",
                "x: {src.asn|gt: 64500}                                     ; src.asn",
                "x: {src.lat|lt: 1.5}                                       ; src.lat",
                "x: {user_agent|contains: curl}                             ; user_agent",
                "x: {src.ip|cidr: 10.0.0.0/8, user_agent: curl}             ; src.ip user_agent",
                "x: {kid|exists: true}                                      ; kid",
                "x: {kid|exists: false}                                     ;",
                "x: {kid: null}                                             ;",
                "x: {expires_at|missing: true}                              ; expires_at",
                "x: {expires_at|missing: true}, y: {outcome: failure}, condition: y and not x ;",
                "x: {kid: [null, k1]}                                       ;",
                "x: {kid|neq: k1}                                           ; kid",
                "x: {client_id|fieldref: azp}                               ; azp",
                "x: {scope: [admin, root]}                                  ; scope",
                "x: [{src.asn: 1}, {outcome: failure}]                      ;",
                "x: [{src.asn: 1}, {src.country: DE}]                       ; src.asn src.country",
                "x: {outcome: failure}, y: {src.asn: 1}, condition: x and not y ;",
                "x: {outcome: failure}, y: {src.asn: null}, condition: x and not y ; src.asn",
                "x: {kid|neq: k1}, condition: not x                         ;",
                "x: {kid: null}, y: {alg: null}, condition: not (x or y)    ; kid alg",
                "x: {kid: null}, y: {outcome: failure}, condition: not (x and y) ;",
            })
    void saysWhatASelectionLacks(String detection, String lacks) {
        assertThat(lacks(rule("detection: {" + detection + "}\nsuppress: {by: [client_id], for: 1h}\n")))
                .isEqualTo(lacks == null ? "" : lacks);
    }

    @Test
    void aKeyAndWhatIsComparedAreNeededAndWhatIsShownIsNot() {
        assertThat(lacks(rule("""
                detection:
                  used: {event_type: token.validated}
                  again: {event_type: token.validated}
                correlation:
                  type: temporal_ordered
                  steps: [used, again]
                  group-by: [session_id]
                  timespan: 1h
                  where: [again.src.asn != used.src.asn]
                fields: [src.asn, src.country]
                suppress: {by: [session_id], for: 1h}
                """))).isEqualTo("session_id src.asn");
    }

    @Test
    void everyStepMustBeAbleToHold() {
        assertThat(lacks(rule("""
                detection:
                  revoked: {event_type: token.revoked, revocation_scope: token}
                  used: {event_type: token.validated}
                correlation: {type: temporal_ordered, steps: [revoked, used], group-by: [token_id], timespan: 1h}
                """))).isEqualTo("revocation_scope");
    }

    private static String lacks(Rule rule) {
        Stream<Field> lacks = Evaluability.lacks(rule, SUPPLIED).stream();
        return String.join(" ", lacks.map(Field::fieldName).toList());
    }

    private static Rule rule(String text) {
        Faults faults = new Faults();
        Rule rule = RuleReader.read("a.yml", "id: a-rule\nversion: 1\ntitle: It happened\n" + text, faults)
                .orElse(null);
        faults.throwIfAny();
        return java.util.Objects.requireNonNull(rule);
    }

    /** That another step's events have it is of no use. */
    @Test
    void whatIsComparedEachOfTheStepsMustHave() {
        Rule rule = rule("""
                detection:
                  added: {event_type: credential.added}
                  used: {event_type: token.issued}
                correlation:
                  type: temporal_ordered
                  steps: [added, used]
                  group-by: [client_id]
                  timespan: 1h
                  where: [used.credential_id = added.credential_id]
                """);
        Shape event = Shape.of(List.of(Field.CLIENT_ID, Field.EVENT_TIME));
        Shape added = event.with(Field.EVENT_TYPE, "credential.added").with(Field.CREDENTIAL_ID);
        Shape issued = event.with(Field.EVENT_TYPE, "token.issued");
        assertThat(Evaluability.lacks(rule, List.of(added, issued))).hasToString("[credential_id]");
        assertThat(Evaluability.lacks(rule, List.of(added, issued.with(Field.CREDENTIAL_ID))))
                .isEmpty();
    }

    /** What can only take a finding back may be missing. */
    @Test
    void whatExplainsIsNotNeeded() {
        Rule rule = rule("""
                detection:
                  issued: {event_type: token.issued}
                  changed: {event_type: client.updated}
                  condition: issued
                correlation:
                  type: event_count
                  group-by: [client_id]
                  timespan: 1h
                  condition: {gte: 2}
                  unless: {preceded_by: changed, within: 1d}
                """);
        Shape issued = Shape.of(List.of(Field.CLIENT_ID, Field.EVENT_TIME)).with(Field.EVENT_TYPE, "token.issued");
        assertThat(Evaluability.lacks(rule, List.of(issued))).isEmpty();
    }
}
