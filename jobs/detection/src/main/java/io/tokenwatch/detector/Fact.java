package io.tokenwatch.detector;

/**
 * One reason: what was seen, and what was needed.
 *
 * @param feature such as {@code gap} or {@code count}
 * @param observed such as {@code 31s}
 * @param expected the bound it met, such as {@code >30s}
 */
public record Fact(String feature, String observed, String expected) {}
