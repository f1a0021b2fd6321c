package io.tokenwatch.alert;

/** Takes the alerts that a key raises, each time one changes. */
public interface AlertSink {
    /** What has become of an alert since it was last published. */
    enum Change {
        OPENED,
        GROWN,
        /** It has grown, and what it shows now has raised its level. */
        ESCALATED,
        RETRACTED,
        REOPENED
    }

    void publish(Alert alert, Change change);
}
