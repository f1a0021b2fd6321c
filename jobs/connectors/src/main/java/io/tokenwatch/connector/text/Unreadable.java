package io.tokenwatch.connector.text;

/**
 * A record that could not be read; it becomes a dead letter. The reason names fields and places, never values, so
 * that it can be shown anywhere. Costs no stack trace: a flood of bad records must not be dearer than good ones.
 */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    public Unreadable(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
