package io.tokenwatch.yaml;

/**
 * One thing that is wrong in a file, and what to do about it.
 *
 * @param message what is wrong, one sentence without a full stop
 * @param advice what to write instead; may be empty
 * @param excerpt the line itself; may be empty
 */
public record Fault(Place place, String message, String advice, String excerpt) {
    /** Place, message and advice, then the line with a caret under the column. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(place + ": " + message);
        if (!advice.isEmpty()) {
            out.append(": ").append(advice);
        }
        if (!excerpt.isEmpty()) {
            out.append("\n    ").append(excerpt).append("\n    ");
            out.append(" ".repeat(Math.max(0, place.column() - 1))).append('^');
        }
        return out.toString();
    }
}
