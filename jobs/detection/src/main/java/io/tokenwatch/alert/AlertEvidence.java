package io.tokenwatch.alert;

import java.util.SortedMap;

/**
 * One event in an alert.
 *
 * @param role the step it took
 * @param rawRef where it was read, such as {@code token.validation-3@12345}; empty if unknown
 * @param values what the rule captured of it, by field name
 */
public record AlertEvidence(long time, String eventId, String role, String rawRef, SortedMap<String, Object> values) {}
