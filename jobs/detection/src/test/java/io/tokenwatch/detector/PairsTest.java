package io.tokenwatch.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.DetectorContract;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code first_seen} with {@code combine: 2}: values that are known each, and new together. */
class PairsTest extends DetectorContract {
    @Override
    protected String ruleText() {
        return """
                id: new-pair
                version: 1
                title: new-pair
                detection:
                  used: {event_type: token.validated}
                correlation:
                  type: first_seen
                  group-by: [client_id]
                  field: scope
                  combine: 2
                  learn: {for: 60s}
                  forget_after: 120s
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 64}
                """;
    }

    @Override
    protected TokenEvent event(Dice dice, String id) {
        long time = dice.below(20) * 20_000L - 60_000 + dice.pick(-1, 0, 0, 0, 1);
        String scope = dice.pick("read", "write", "admin", "write read", "admin read", "write write", "-");
        return event(id, time, scope);
    }

    private static TokenEvent event(String id, long time, String scope) {
        return Events.event(id, time, "token.validated", "client_id", "c1", "scope", scope);
    }

    @Override
    protected int mostBytes() {
        return 4 * 10 * 64;
    }

    @Test
    void aPairIsNewWhoseHalvesAreNot() {
        List<TokenEvent> events = List.of(
                event("1", 0, "read"),
                event("2", 1, "write"),
                event("3", 60_000, "write read"),
                event("4", 70_000, "read write"));

        assertThat(Witness.of(Rules.rule(ruleText()), events).findings())
                .singleElement()
                .asString()
                .contains("first seen scope", "read + write");
    }

    @Test
    void aPairWithANewHalfIsNone() {
        List<TokenEvent> events =
                List.of(event("1", 0, "read"), event("2", 50_000, "read"), event("3", 60_000, "write read"));

        assertThat(Witness.of(Rules.rule(ruleText()), events).findings()).isEmpty();
    }

    @Test
    void ofVeryManyValuesSomeAreLeftOutWhateverTheirOrderAndItIsSaid() {
        List<String> scopes =
                new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "s" + i).toList());
        Witness<?> one = witness(scopes);
        Collections.reverse(scopes);

        assertThat(one.truncated()).isTrue();
        assertThat(pairs(one)).hasSize(Pairs.MOST * (Pairs.MOST - 1) / 2).isEqualTo(pairs(witness(scopes)));
    }

    private Witness<?> witness(List<String> scopes) {
        List<TokenEvent> events = new ArrayList<>();
        scopes.forEach(scope -> events.add(event(scope, 0, scope)));
        events.add(event("all", 60_000, String.join(" ", scopes)));
        return Witness.of(Rules.rule(ruleText()), events);
    }

    private static Set<String> pairs(Witness<?> witness) {
        Pattern pair = Pattern.compile("s[0-9]+ \\+ s[0-9]+");
        return witness.findings().stream()
                .map(finding -> pair.matcher(finding)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group())
                .collect(Collectors.toSet());
    }
}
