package io.tokenwatch.connector;

import io.tokenwatch.connector.text.Unreadable;

/** What became of a record that could be read; one that could not is {@link Unreadable}. */
public sealed interface Outcome {
    Outcome ONE_EVENT = new Read(1);

    /** The record said this many canonical events, at least one. */
    record Read(int events) implements Outcome {}

    /**
     * The record is sound but says nothing about tokens.
     *
     * @param nativeType the product's name for it, at most {@value #LONGEST} characters, free of tokens: fit to be
     * counted by
     */
    record Skipped(String nativeType) implements Outcome {
        static final int LONGEST = 64;
    }
}
