package io.tokenwatch.alert;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one rule for one key. What an alert says is always derived anew from two parts: the findings that the
 * detector's state proves now, and the sum of those that are final and whose evidence may therefore be forgotten.
 */
public final class AlertBook {
    /** Which alert a finding belongs to, within a rule and key. */
    private record Slot(List<Object> extra, long bucket) {}

    private static final class Entry {
        private final Slot slot;
        private final Subject subject;
        private Summary settled;
        private int revision;
        private boolean open;
        private boolean grown;
        private long fingerprint;

        private Entry(Slot slot, Subject subject, int steps) {
            this.slot = slot;
            this.subject = subject;
            this.settled = new Summary(steps);
        }
    }

    private final Rule rule;
    private final List<Entry> entries = new ArrayList<>(0);
    private long settledTo = Long.MIN_VALUE;
    /** No finding that is not settled becomes final before that horizon; the smallest number if that is not known. */
    private long due = Long.MIN_VALUE;

    public AlertBook(Rule rule) {
        this.rule = rule;
    }

    public boolean isEmpty() {
        return entries.isEmpty() && settledTo == Long.MIN_VALUE;
    }

    /** Whether an alert has grown since it was published. */
    public boolean hasGrown() {
        for (Entry entry : entries) {
            if (entry.grown) {
                return true;
            }
        }
        return false;
    }

    /** The horizon at which no alert here can change any more. */
    public long emptyAt() {
        long at = Long.MIN_VALUE;
        for (Entry entry : entries) {
            at = Math.max(at, entry.slot.bucket + rule.suppression().forMillis());
        }
        return at;
    }

    /**
     * Takes note that findings may have changed. New alerts and withdrawn ones are published at once; growth waits for
     * {@link #publishGrowth}.
     *
     * @param subject whose alerts they are; asked for when a new one is raised
     * @param event the event that may have changed them
     * @param late whether it came after its time was final: a finding it completes is added to the final ones
     */
    public <S> void refresh(
            Detector<S> detector, S state, Supplier<Subject> subject, Evidence event, boolean late, AlertSink sink) {
        if (!late && growsAtMost(detector, state, event)) {
            return;
        }
        Map<Slot, Summary> proven = new HashMap<>();
        due = Long.MAX_VALUE;
        detector.findings(state, finding -> {
            if (finding.finalAt() > settledTo) {
                due = Math.min(due, finding.finalAt());
                proven.computeIfAbsent(slot(finding), s -> new Summary(steps())).add(finding);
            } else if (late && finding.trigger().hash() == event.hash()) {
                entry(slot(finding), subject).settled.add(finding);
            }
        });
        for (Slot slot : proven.keySet()) {
            entry(slot, subject);
        }
        for (Entry entry : List.copyOf(entries)) {
            compare(
                    entry,
                    total(entry, proven.get(entry.slot), detector.truncated(state)),
                    detector.withdrawable(),
                    sink);
        }
    }

    /**
     * Whether all findings that the event can have changed belong to one alert that is open: then it grows, and what it says is
     * worked out when that is published. Saves an attacked key the work of all findings at each event.
     */
    private <S> boolean growsAtMost(Detector<S> detector, S state, Evidence event) {
        long bucket = rule.suppression().bucket(event.time());
        boolean oneBucket = !detector.withdrawable()
                && rule.suppression().extra().isEmpty()
                && rule.suppression().bucket(detector.latest(state)) == bucket;
        for (Entry entry : entries) {
            if (oneBucket && entry.open && entry.slot.bucket == bucket) {
                entry.grown = true;
                due = Math.min(due, event.time());
                return true;
            }
        }
        return false;
    }

    private void compare(Entry entry, Summary total, boolean withdrawable, AlertSink sink) {
        if (total.isEmpty()) {
            if (entry.open) {
                entry.grown = false;
                withdraw(entry, total, withdrawable, sink);
            } else if (entry.revision == 0) {
                entries.remove(entry);
            }
        } else if (!entry.open) {
            entry.open = true;
            entry.fingerprint = total.fingerprint();
            publish(entry, total, entry.revision == 0 ? Change.OPENED : Change.REOPENED, sink);
        } else if (entry.fingerprint != total.fingerprint()) {
            entry.grown = true;
        }
    }

    private void withdraw(Entry entry, Summary total, boolean withdrawable, AlertSink sink) {
        if (withdrawable || !total.truncated()) { // or a flood of events could take an alert back
            entry.open = false;
            publish(entry, total, Change.RETRACTED, sink);
        }
    }

    /** Publishes every alert that has grown. */
    public <S> void publishGrowth(Detector<S> detector, S state, AlertSink sink) {
        if (hasGrown()) {
            Map<Slot, Summary> proven = proven(detector, state);
            for (Entry entry : entries) {
                if (entry.grown) {
                    Summary total = total(entry, proven.get(entry.slot), detector.truncated(state));
                    long fingerprint = total.fingerprint();
                    entry.grown = false;
                    if (total.isEmpty()) {
                        withdraw(entry, total, detector.withdrawable(), sink);
                    } else if (fingerprint != entry.fingerprint) {
                        entry.fingerprint = fingerprint;
                        publish(entry, total, Change.GROWN, sink);
                    }
                }
            }
        }
    }

    /** Before the detector forgets up to the horizon: adds up what is final, and closes the alerts that are over. */
    public <S> void settle(Detector<S> detector, S state, long horizon, AlertSink sink) {
        if (entries.isEmpty() || horizon <= settledTo || nothingIsDue(horizon, detector.truncated(state))) {
            return;
        }
        Set<Slot> changing = new HashSet<>();
        due = Long.MAX_VALUE;
        detector.findings(state, finding -> {
            if (finding.finalAt() > horizon) {
                due = Math.min(due, finding.finalAt());
                changing.add(slot(finding));
            } else if (finding.finalAt() > settledTo) {
                Slot slot = slot(finding);
                for (Entry entry : entries) {
                    if (entry.slot.equals(slot)) {
                        entry.settled.add(finding);
                    }
                }
            }
        });
        entries.forEach(entry -> entry.settled.truncated(detector.truncated(state)));
        settledTo = horizon;
        long bucketOver = horizon - rule.suppression().forMillis();
        Predicate<Entry> over = entry -> entry.slot.bucket <= bucketOver && !changing.contains(entry.slot);
        if (entries.stream().anyMatch(over)) {
            publishGrowth(detector, state, sink);
            entries.removeIf(over);
        }
    }

    private boolean nothingIsDue(long horizon, boolean truncated) {
        boolean nothing = horizon < due && !truncated;
        for (Entry entry : entries) {
            nothing &= entry.slot.bucket > horizon - rule.suppression().forMillis();
        }
        return nothing;
    }

    private <S> Map<Slot, Summary> proven(Detector<S> detector, S state) {
        Map<Slot, Summary> proven = new HashMap<>();
        detector.findings(state, finding -> {
            if (finding.finalAt() > settledTo) {
                proven.computeIfAbsent(slot(finding), s -> new Summary(steps())).add(finding);
            }
        });
        return proven;
    }

    private int steps() {
        return rule.steps().size();
    }

    private Slot slot(Finding finding) {
        List<Object> extra = new ArrayList<>(rule.suppression().extra().size());
        for (int capture : rule.suppression().extra()) {
            Field field = rule.captures().get(capture);
            Object value = finding.trigger().value(capture, field);
            extra.add(
                    value instanceof String[] many
                            ? String.join(" ", many)
                            : value instanceof String text ? field.type().folded(text) : value == null ? "" : value);
        }
        return new Slot(extra, rule.suppression().bucket(finding.time()));
    }

    private Entry entry(Slot slot, Supplier<Subject> subject) {
        for (Entry entry : entries) {
            if (entry.slot.equals(slot)) {
                return entry;
            }
        }
        Entry entry = new Entry(slot, subject.get(), steps());
        entries.add(entry);
        return entry;
    }

    private Summary total(Entry entry, @Nullable Summary proven, boolean truncated) {
        Summary total = new Summary(steps());
        total.truncated(truncated);
        total.add(entry.settled);
        if (proven != null) {
            total.add(proven);
        }
        return total;
    }

    private void publish(Entry entry, Summary total, Change change, AlertSink sink) {
        entry.revision++;
        sink.publish(
                Alerts.of(rule, entry.subject, entry.slot.extra, entry.slot.bucket, total, entry.revision), change);
    }

    public void encode(BytesOut out) {
        out.writeSigned(settledTo);
        out.writeVarint(entries.size());
        for (Entry entry : entries) {
            new Subject("", entry.slot.extra).encode(out);
            out.writeSigned(entry.slot.bucket);
            entry.subject.encode(out);
            entry.settled.encode(out);
            out.writeVarint(entry.revision);
            out.writeByte((entry.open ? 1 : 0) | (entry.grown ? 2 : 0));
            out.writeLong(entry.fingerprint);
        }
    }

    public static AlertBook decode(BytesIn in, Rule rule) {
        AlertBook book = new AlertBook(rule);
        book.settledTo = in.readSigned();
        for (int i = in.readInt(); i > 0; i--) {
            List<Object> extra = Subject.decode(in).values();
            Slot slot = new Slot(extra, in.readSigned());
            Entry entry = new Entry(slot, Subject.decode(in), book.steps());
            entry.settled = Summary.decode(in, book.steps());
            entry.revision = in.readInt();
            int flags = in.readByte();
            entry.open = (flags & 1) != 0;
            entry.grown = (flags & 2) != 0;
            entry.fingerprint = in.readLong();
            book.entries.add(entry);
        }
        return book;
    }
}
