package io.tokenwatch.demo.traffic;

import java.time.Instant;
import java.util.Map;

/**
 * What one rule must report of an attack in the traffic. Some attacks are seen by two rules, and are planted twice.
 *
 * @param key what the alert is suppressed by: the rule's group key, for {@code first-seen-scope} with the scope. Unique
 *     only together with the tenant; in an endless run it may come again after some days
 * @param time event time of the finding
 * @param description what happened to whom, one sentence
 * @param tactic what the attacker or the failure does in general, one sentence
 */
public record Planted(
        String ruleId, String tenant, Map<String, String> key, Instant time, String description, String tactic) {}
