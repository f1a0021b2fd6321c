package io.tokenwatch.alert;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Rule;

/** From what an alert said to what it amounts to now: which change that is, and telling it. */
final class Transitions {
    private final Editions editions;

    Transitions(Editions editions) {
        this.editions = editions;
    }

    /** Tells what must be told at once; growth that can wait is noted in the entry. */
    void change(AlertEntry entry, Summary total, boolean withdrawable, AlertSink sink) {
        if (total.isEmpty()) {
            if (entry.open) {
                entry.grown = false;
                withdraw(entry, total, withdrawable, sink);
            }
        } else if (!entry.open) {
            entry.open = true;
            entry.fingerprint = total.fingerprint();
            publish(entry, total, entry.revision == 0 ? Change.OPENED : Change.REOPENED, sink);
        } else if (level(total).compareTo(entry.level) > 0) {
            entry.grown = false;
            entry.fingerprint = total.fingerprint();
            publish(entry, total, Change.ESCALATED, sink);
        } else if (entry.fingerprint != total.fingerprint()) {
            if (!entry.updated && mayBeOvertaken(entry, withdrawable)) {
                entry.fingerprint = total.fingerprint();
                publish(entry, total, Change.UPDATED, sink);
            } else {
                entry.grown = true;
            }
        }
    }

    /** Tells the growth of an alert that was noted, if what it says has changed. */
    void growth(AlertEntry entry, Summary total, boolean withdrawable, AlertSink sink) {
        entry.grown = false;
        long fingerprint = total.fingerprint();
        if (total.isEmpty()) {
            withdraw(entry, total, withdrawable, sink);
        } else if (fingerprint != entry.fingerprint) {
            entry.fingerprint = fingerprint;
            boolean raised = level(total).compareTo(entry.level) > 0;
            Change change = raised ? Change.ESCALATED : entry.updated ? Change.GROWN : Change.UPDATED;
            publish(entry, total, change, sink);
        }
    }

    /** Tells that an alert will not change any more, if it stands. */
    void close(AlertEntry entry, AlertSink sink) {
        if (entry.open && !entry.settled.isEmpty()) {
            publish(entry, entry.settled, Change.CLOSED, sink);
        }
    }

    /** Whether another transition may come before growth is published: then the first growth is told at once, or a clock would decide. */
    private boolean mayBeOvertaken(AlertEntry entry, boolean withdrawable) {
        return withdrawable || editions.describing(entry.last).levels().mayRiseFrom(entry.level);
    }

    private void withdraw(AlertEntry entry, Summary total, boolean withdrawable, AlertSink sink) {
        if (withdrawable || !total.truncated()) { // or a flood of events could take an alert back
            entry.open = false;
            publish(entry, total, Change.RETRACTED, sink);
        }
    }

    private void publish(AlertEntry entry, Summary total, Change change, AlertSink sink) {
        entry.revision++;
        entry.last = total.isEmpty() ? entry.last : total.last();
        Rule rule = editions.describing(entry.last);
        Level level = change == Change.RETRACTED ? entry.level : total.level(rule.levels());
        entry.updated = change == Change.UPDATED || (change == Change.GROWN && level == entry.level);
        entry.level = level;
        sink.publish(Alerts.of(rule, entry, total, change), change);
    }

    private Level level(Summary total) {
        return total.level(editions.describing(total.last()).levels());
    }
}
