package io.tokenwatch.detector;

/**
 * A kind of correlation that rules can name. To add one: one class with {@code @AutoService(CorrelationType.class)} here, and
 * one test that extends {@code DetectorContract}.
 */
public interface CorrelationType {
    /** The value of {@code correlation.type}. */
    String name();

    /**
     * Compiles the {@code correlation} part of a rule. Reads its parameters from the reader; whatever it does not ask for is
     * reported as unknown.
     */
    Detector<?> compile(CorrelationReader reader);
}
