package io.tokenwatch.alert;

import java.util.Locale;

/** Takes the alerts that a key raises, each time one changes. */
public interface AlertSink {
    /** What has become of an alert since it was last published. All but {@link #GROWN} are transitions: facts of their own. */
    enum Change {
        OPENED,
        /** It has grown, for the first time at its level. */
        UPDATED,
        /** It has grown further: its state has changed, and that is all. */
        GROWN,
        /** It has grown, and what it shows now has raised its level. */
        ESCALATED,
        RETRACTED,
        REOPENED,
        /** No timely event can change it any more. */
        CLOSED;

        /** {@code event.action} of its documents. */
        public String action() {
            return (this == GROWN ? UPDATED : this).name().toLowerCase(Locale.ROOT);
        }

        /** Whether somebody is to be told. */
        public boolean alerts() {
            return this == OPENED || this == ESCALATED || this == REOPENED;
        }
    }

    void publish(Alert alert, Change change);
}
