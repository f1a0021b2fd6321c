package io.tokenwatch.writer;

/** A format cannot say an alert: it lacks something that the format demands. The message holds nothing of the alert's content. */
public final class UnwritableAlert extends RuntimeException {
    public UnwritableAlert(String message) {
        super(message);
    }
}
