package io.tokenwatch.yaml;

/**
 * One thing that is wrong in a file, and what to do about it.
 *
 * @param message what is wrong, one sentence without a full stop
 * @param advice what to write instead; may be empty
 * @param excerpt the line itself, or the part of a long one around the place; may be empty
 * @param caret the column of the excerpt, counted from 1, that the fault is at
 */
public record Fault(FaultKind kind, Place place, String message, String advice, String excerpt, int caret) {
    /** Of a kind that has no code of its own. */
    public Fault(Place place, String message, String advice, String excerpt) {
        this(FaultKind.OTHER, place, message, advice, excerpt, place.column());
    }

    /** Of something that has no line to quote. */
    public Fault(FaultKind kind, Place place, String message, String advice) {
        this(kind, place, message, advice, "", place.column());
    }

    /** Message and advice. */
    public String sentence() {
        return advice.isEmpty() ? message : message + ": " + advice;
    }

    /** Place, message, advice and code, then the line with a caret under the column. */
    @Override
    public String toString() {
        String told = place + ": " + sentence() + " [" + kind.code() + "]";
        return excerpt.isEmpty()
                ? told
                : told + "\n    " + excerpt + "\n    " + " ".repeat(Math.max(0, caret - 1)) + '^';
    }
}
