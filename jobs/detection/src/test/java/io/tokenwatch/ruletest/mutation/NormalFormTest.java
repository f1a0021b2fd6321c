package io.tokenwatch.ruletest.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules are one rule in other words, and, beside each, one that is not. */
class NormalFormTest {
    private static String form(String text) {
        return NormalForm.of(Yaml.parse("rule.yml", text, new Faults()).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            detection: {a: {outcome: [x, y]}}             ; detection: {a: {outcome: [y, x, x]}}                         ; detection: {a: {outcome: [x]}}
            detection: {a: {scope|all: [x]}}              ; detection: {a: {scope: x}}                                   ; detection: {a: {scope|all: [x, y]}}
            detection: {a: [{outcome: x}, {outcome: y}]}  ; detection: {a: [{outcome: y}, {outcome: x}, {outcome: x}]}   ; detection: {a: [{outcome: x}, {reason: y}]}
            detection: {a: {outcome: x}}                  ; detection: {a: {outcome: x, outcome|exists: true}}           ; detection: {a: {outcome: x, reason|exists: true}}
            detection: {a: {outcome: [x, null]}}          ; detection: {a: {outcome: [null, x]}}                         ; detection: {a: {outcome: [x, null], outcome|exists: true}}
            detection: {a: {src.asn|gt: 5}}               ; detection: {a: {src.asn|gte: 6}}                             ; detection: {a: {src.asn|gte: 5}}
            detection: {a: {src.asn|lte: 5}}              ; detection: {a: {src.asn|lt: 6}}                              ; detection: {a: {src.asn|lt: 5}}
            correlation: {timespan: 60s}                  ; correlation: {timespan: 1m, where: []}                       ; correlation: {timespan: 61s}
            correlation: {condition: {gt: 2}}             ; correlation: {condition: {gte: 3}}                           ; correlation: {condition: {gte: 2}}
            correlation: {learn: {for: 1d}}               ; correlation: {learn: {for: 24h, min_events: 0}}              ; correlation: {learn: {for: 1d, min_events: 1}}
            correlation: {where: [b.x < a.x, b.y < a.y]}  ; correlation: {where: [b.y < a.y, b.x < a.x]}                 ; correlation: {where: [b.x < a.x]}
            """)
    void tellsRulesApartByWhatTheyJudge(String rule, String same, String other) {
        assertThat(form(same)).isEqualTo(form(rule));
        assertThat(form(other)).isNotEqualTo(form(rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [a, b]    ; 1h ; {}              ; {gt: 0s}            ; {gt: 1ms}
            [a, b]    ; 1h ; {}              ; {gte: 1ms}          ; {gte: 2ms}
            [a, b]    ; 1h ; {}              ; {lte: 1h}           ; {lt: 1h}
            [a, b]    ; 1h ; {lte: 1h}       ; {lte: 2h}           ; {lte: 59m}
            [a, b, c] ; 1h ; {gt: 30s}       ; {gte: 30001ms}      ; {gte: 30s}
            [a, b, c] ; 1h ; {}              ; {lte: 1h}           ; {lte: 30m}
            """)
    void knowsThatStrictlyOrderedStepsAreApartAndWithinTheTimespan(
            String steps, String timespan, String gap, String same, String other) {
        String rule = "correlation: {type: temporal_ordered, steps: " + steps + ", timespan: " + timespan + ", gap: ";

        assertThat(form(rule + same + "}")).isEqualTo(form(rule + gap + "}"));
        assertThat(form(rule + other + "}")).isNotEqualTo(form(rule + gap + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            temporal ; b ; b.kid != a.kid            ; true
            temporal ; b ; b.kid = null              ; false
            temporal ; a ; b.kid != a.kid            ; false
            temporal ; b ; b.kid_x != a.x            ; false
            absence  ; b ; b.kid != a.kid            ; false
            """)
    void aStepNeedNotAskForWhatIsCompared(String type, String step, String where, boolean same) {
        String rule = "{detection: {a: {outcome: x}, b: {outcome: y}}, correlation: {type: " + type
                + ", steps: [a, b], as_of: [a], where: [" + where + "]}}";
        String asking = rule.replaceFirst(step + ": \\{", step + ": {kid|exists: true, ");
        assertThat(asking).isNotEqualTo(rule);
        assertThat(form(asking).equals(form(rule))).isEqualTo(same);
    }
}
