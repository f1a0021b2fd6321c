package io.tokenwatch.replay;

import io.tokenwatch.rule.RuleFiles;
import java.util.Map;
import java.util.TreeMap;

/** Rules for tests, one of each way to keep state. */
final class Rules {
    static final String REPLAY = "token-replay";
    static final String FIRST_SEEN = "new-scope";
    static final String FAILURES = "failures";
    static final String SHADOW = "in-shadow";

    private Rules() {}

    static RuleFiles all() {
        return new RuleFiles(new TreeMap<>(Map.of(file(REPLAY), """
                id: token-replay
                version: 1
                title: One token in two networks
                detection:
                  used: {event_type: token.validated, outcome: success}
                  replayed: {event_type: token.validated, outcome: success}
                correlation:
                  type: temporal_ordered
                  steps: [used, replayed]
                  group-by: [token_id]
                  timespan: 1h
                  where: [replayed.src.asn != used.src.asn, replayed.user_agent != used.user_agent]
                fields: [src.ip, src.country]
                suppress: {by: [token_id], for: 24h}
                """, file(FIRST_SEEN), """
                id: new-scope
                version: 1
                title: A scope that the client never had
                detection:
                  granted: {event_type: token.issued, outcome: success}
                correlation:
                  type: first_seen
                  group-by: [client_id]
                  field: scope
                  learn: {for: 14d, min_events: 20}
                  forget_after: 30d
                suppress: {by: [client_id, scope], for: 24h}
                """, file(FAILURES), """
                id: failures
                version: 1
                title: A request failed
                detection:
                  failed: {outcome: failure}
                suppress: {by: [client_id], for: 1h}
                state: {max_evidence: 4096}
                """)));
    }

    /** All rules, and one that only watches. */
    static RuleFiles withShadow() {
        RuleFiles files = all();
        files.texts().put(file(SHADOW), """
                        id: in-shadow
                        version: 1
                        title: A refresh failed, seen in shadow
                        mode: shadow
                        detection:
                          failed: {event_type: token.refreshed, outcome: failure, error: invalid_token}
                        suppress: {by: [client_id], for: 2h}
                        """);
        return files;
    }

    private static String file(String id) {
        return id + ".yml";
    }
}
