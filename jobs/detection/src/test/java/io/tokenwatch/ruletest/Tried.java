package io.tokenwatch.ruletest;

import io.tokenwatch.rule.RuleFiles;
import java.util.TreeMap;

/** Rules to try the trying with. */
public final class Tried {
    /** Whose tests see all there is to be seen. */
    public static final String THOROUGH = """
            id: failures
            version: 1
            title: Requests failed
            detection:
              failed: {event_type: [token.refreshed, token.issued], outcome: failure}
            correlation:
              type: event_count
              group-by: [client_id]
              timespan: 1m
              condition: {gte: 2}
            suppress: {by: [client_id], for: 1h}
            tests:
              - name: exactly a minute apart
                given:
                  - {at: 0s, event_type: token.refreshed, outcome: failure, client_id: c1}
                  - {at: 1m, event_type: token.issued, outcome: failure, client_id: c1}
                expect: [{at: 1m, key: {client_id: c1}, count: 1, level: medium, evidence: {count: 2}}]
              - name: a millisecond more
                given:
                  - {at: 0s, event_type: token.refreshed, outcome: failure, client_id: c1}
                  - {at: 1m1ms, event_type: token.issued, outcome: failure, client_id: c1}
                expect: []
              - name: others
                given:
                  - {at: 0s, event_type: token.refreshed, outcome: failure, client_id: c1}
                  - {at: 1s, event_type: token.refreshed, outcome: success, client_id: c1}
                  - {at: 2s, event_type: token.revoked, outcome: failure, client_id: c1}
                expect: []
            """;

    private Tried() {}

    public static TestedRule rule(String text) {
        String id = text.lines().findFirst().orElse("").substring("id: ".length());
        TreeMap<String, String> texts = new TreeMap<>();
        texts.put(id + ".yml", text);
        return TestedRule.of(new RuleFiles(texts)).get(0);
    }

    /** The thorough rule with another text in one place, which must be there. */
    public static TestedRule with(String old, String replacement) {
        if (!THOROUGH.contains(old)) {
            throw new IllegalArgumentException("no '" + old + "'");
        }
        return rule(THOROUGH.replace(old, replacement));
    }
}
