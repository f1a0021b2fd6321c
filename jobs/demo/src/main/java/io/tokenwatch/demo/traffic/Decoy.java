package io.tokenwatch.demo.traffic;

import java.time.Instant;
import java.util.Map;

/**
 * Something in the traffic that looks like an attack and is none.
 *
 * @param ruleId the rule that must stay silent
 * @param key the key on which it must
 * @param kind such as {@code carrier-switch}
 * @param whySilent one sentence
 */
public record Decoy(
        String ruleId,
        String tenant,
        Map<String, String> key,
        String kind,
        Instant time,
        String description,
        String whySilent) {}
