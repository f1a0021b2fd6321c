package io.tokenwatch.alert;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Levels;
import io.tokenwatch.rule.Mode;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The alerts of one rule for one key. What an alert says is always derived anew from two parts: the findings that the
 * detector's state proves now, and the sum of those that are final and whose evidence may therefore be forgotten.
 */
public final class AlertBook {
    private final Editions editions;
    private final List<AlertEntry> entries = new ArrayList<>(0);
    private long settledTo = Long.MIN_VALUE;
    private Observed observed = Observed.NOTHING;
    private String tenant = "";
    /** Whether the state proves findings of a time at which no edition is in force: then it is not as quiet as it looks. */
    private boolean hides;
    /** The first and the last bucket of the {@link #entries}, and the first of those that are open: asked for at each event. */
    private long firstBucket = Long.MAX_VALUE;

    private long lastBucket = Long.MIN_VALUE;
    private long firstOpen = Long.MAX_VALUE;
    /** Whether any of them may have grown. */
    private boolean mayHaveGrown;
    /** No finding that is not settled becomes final before that horizon; the smallest number if that is not known. */
    private long due = Long.MIN_VALUE;

    public AlertBook(Editions editions) {
        this.editions = editions;
    }

    /** From now on findings that rest on something not having happened in that tenant count if this covers them. */
    public void observe(Observed now, String of) {
        observed = now;
        tenant = of;
    }

    public boolean isEmpty() {
        return entries.isEmpty() && settledTo == Long.MIN_VALUE && !hides;
    }

    /** Whether an alert has grown since it was published. */
    public boolean hasGrown() {
        if (mayHaveGrown) {
            mayHaveGrown = entries.stream().anyMatch(entry -> entry.grown);
        }
        return mayHaveGrown;
    }

    /** The horizon at which an open alert is to be closed; {@link Long#MAX_VALUE} if there is none. */
    public long closesAt() {
        return firstOpen == Long.MAX_VALUE ? Long.MAX_VALUE : firstOpen + editions.longestBucket();
    }

    /** The horizon at which no alert here can change any more. */
    public long emptyAt() {
        return entries.isEmpty() ? Long.MIN_VALUE : lastBucket + editions.longestBucket();
    }

    /** Must follow every change of the entries, and of which of them are open. */
    private void bound() {
        firstBucket = Long.MAX_VALUE;
        lastBucket = Long.MIN_VALUE;
        firstOpen = Long.MAX_VALUE;
        entries.forEach(this::bound);
    }

    private void bound(AlertEntry entry) {
        long bucket = entry.slot.bucket();
        firstBucket = Math.min(firstBucket, bucket);
        lastBucket = Math.max(lastBucket, bucket);
        firstOpen = entry.open ? Math.min(firstOpen, bucket) : firstOpen;
    }

    /**
     * Takes note that findings may have changed. New alerts, withdrawn ones and those whose level rises are published at once; growth waits for
     * {@link #publishGrowth}.
     *
     * @param subject whose alerts they are; asked for when a new one is raised
     * @param event the event that may have changed them
     * @param late whether it came after its time was final: a finding it completes is added to the final ones
     */
    public <S> void refresh(
            Detector<S> detector, S state, Supplier<Subject> subject, Evidence event, boolean late, AlertSink sink) {
        if (!late && (growsAtMost(detector, state, event) || opensAtMost(detector, state, subject, sink))) {
            return;
        }
        Map<AlertSlot, Summary> proven = new HashMap<>();
        due = Long.MAX_VALUE;
        hides = false;
        findings(detector, state, finding -> {
            if (finding.finalAt() > settledTo) {
                due = Math.min(due, finding.finalAt());
                proven.computeIfAbsent(slot(finding), s -> new Summary(steps())).add(finding, tiers());
            } else if (late && finding.trigger().hash() == event.hash()) {
                entry(slot(finding), subject).settled.add(finding, tiers());
            }
        });
        for (AlertSlot slot : proven.keySet()) {
            entry(slot, subject);
        }
        boolean truncated = detector.truncated(state);
        for (int i = 0; i < entries.size(); i++) {
            AlertEntry entry = entries.get(i);
            Summary total = entry.total(proven.get(entry.slot), truncated, steps());
            if (total.isEmpty() && !entry.open && entry.revision == 0) {
                entries.remove(i--); // never told
            } else {
                compare(entry, total, detector.withdrawable(), sink);
            }
        }
        bound();
    }

    /**
     * Whether all findings that the event can have changed belong to one alert that is open: then it grows, and what it says is
     * worked out when that is published. Saves an attacked key the work of all findings at each event.
     */
    private <S> boolean growsAtMost(Detector<S> detector, S state, Evidence event) {
        Rule rule = editions.describing(event.time());
        boolean shadow = rule.mode() == Mode.SHADOW;
        long bucket = editions.bucket(event.time());
        long latest = detector.latest(state);
        boolean oneBucket = !detector.withdrawable()
                && rule.suppression().extra().isEmpty()
                && editions.bucket(latest) == bucket
                && (editions.isSingle() || editions.stretch(latest) == editions.stretch(event.time()));
        for (AlertEntry entry : entries) {
            if (oneBucket
                    && entry.open
                    && entry.slot.bucket() == bucket
                    && entry.slot.shadow() == shadow
                    && !rule.levels().mayRiseFrom(entry.level)) {
                grow(entry);
                due = Math.min(due, event.time());
                return true;
            }
        }
        return false;
    }

    /** Whether the event has only proven what belongs to alerts that are not there yet: then the others are as they were, and these are opened. */
    private <S> boolean opensAtMost(Detector<S> detector, S state, Supplier<Subject> subject, AlertSink sink) {
        List<Finding> added = detector.truncated(state) ? null : detector.added(state);
        if (added == null || !added.stream().allMatch(this::isApart)) {
            return false;
        }
        Map<AlertSlot, Summary> proven = new HashMap<>();
        for (Finding finding : added) {
            due = Math.min(due, finding.finalAt());
            proven.computeIfAbsent(slot(finding), s -> new Summary(steps())).add(finding, tiers());
        }
        proven.forEach((slot, summary) -> {
            AlertEntry entry = entry(slot, subject);
            compare(entry, entry.total(summary, false, steps()), detector.withdrawable(), sink);
            bound(entry);
        });
        return true;
    }

    /** Whether it counts, and no alert is there that it belongs to. */
    private boolean isApart(Finding finding) {
        if (!isInForce(finding) || !isObserved(finding) || finding.finalAt() <= settledTo) {
            return false;
        }
        AlertSlot slot = slot(finding);
        return entries.stream().noneMatch(entry -> entry.slot.equals(slot));
    }

    private void compare(AlertEntry entry, Summary total, boolean withdrawable, AlertSink sink) {
        if (total.isEmpty()) {
            if (entry.open) {
                entry.grown = false;
                withdraw(entry, total, withdrawable, sink);
            }
        } else if (!entry.open) {
            entry.open = true;
            entry.fingerprint = total.fingerprint();
            publish(entry, total, entry.revision == 0 ? Change.OPENED : Change.REOPENED, sink);
        } else if (level(editions, total).compareTo(entry.level) > 0) {
            entry.grown = false;
            entry.fingerprint = total.fingerprint();
            publish(entry, total, Change.ESCALATED, sink);
        } else if (entry.fingerprint != total.fingerprint()) {
            if (!entry.updated && mayBeOvertaken(entry, withdrawable)) {
                entry.fingerprint = total.fingerprint();
                publish(entry, total, Change.UPDATED, sink);
            } else {
                grow(entry);
            }
        }
    }

    private void grow(AlertEntry entry) {
        entry.grown = true;
        mayHaveGrown = true;
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

    /** Publishes every alert that has grown. */
    public <S> void publishGrowth(Detector<S> detector, S state, AlertSink sink) {
        if (hasGrown()) {
            Map<AlertSlot, Summary> proven = proven(detector, state);
            for (AlertEntry entry : entries) {
                if (entry.grown) {
                    Summary total = entry.total(proven.get(entry.slot), detector.truncated(state), steps());
                    long fingerprint = total.fingerprint();
                    entry.grown = false;
                    if (total.isEmpty()) {
                        withdraw(entry, total, detector.withdrawable(), sink);
                    } else if (fingerprint != entry.fingerprint) {
                        entry.fingerprint = fingerprint;
                        boolean raised = level(editions, total).compareTo(entry.level) > 0;
                        publish(
                                entry,
                                total,
                                raised ? Change.ESCALATED : entry.updated ? Change.GROWN : Change.UPDATED,
                                sink);
                    }
                }
            }
            bound();
        }
    }

    /** Before the detector forgets up to the horizon: adds up what is final, and closes the alerts that are over. */
    public <S> void settle(Detector<S> detector, S state, long horizon, AlertSink sink) {
        if (entries.isEmpty() || horizon <= settledTo || nothingIsDue(horizon, detector.truncated(state))) {
            return;
        }
        Set<AlertSlot> changing = new HashSet<>();
        due = Long.MAX_VALUE;
        findings(detector, state, finding -> {
            if (finding.finalAt() > horizon) {
                due = Math.min(due, finding.finalAt());
                changing.add(slot(finding));
            } else if (finding.finalAt() > settledTo) {
                AlertSlot slot = slot(finding);
                for (AlertEntry entry : entries) {
                    if (entry.slot.equals(slot)) {
                        entry.settled.add(finding, tiers());
                    }
                }
            }
        });
        entries.forEach(entry -> entry.settled.truncated(detector.truncated(state)));
        settledTo = horizon;
        long bucketOver = horizon - editions.longestBucket();
        Predicate<AlertEntry> over = entry -> entry.slot.bucket() <= bucketOver && !changing.contains(entry.slot);
        if (entries.stream().anyMatch(over)) {
            publishGrowth(detector, state, sink);
            entries.stream().filter(over).forEach(entry -> close(entry, sink));
            entries.removeIf(over);
            bound();
        }
    }

    private void close(AlertEntry entry, AlertSink sink) {
        if (entry.open && !entry.settled.isEmpty()) {
            publish(entry, entry.settled, Change.CLOSED, sink);
        }
    }

    private boolean nothingIsDue(long horizon, boolean truncated) {
        return horizon < due && !truncated && firstBucket > horizon - editions.longestBucket();
    }

    private <S> Map<AlertSlot, Summary> proven(Detector<S> detector, S state) {
        Map<AlertSlot, Summary> proven = new HashMap<>();
        findings(detector, state, finding -> {
            if (finding.finalAt() > settledTo) {
                proven.computeIfAbsent(slot(finding), s -> new Summary(steps())).add(finding, tiers());
            }
        });
        return proven;
    }

    /** Those at whose time some edition is in force, and, if they rest on what did not happen, all was observed. */
    private <S> void findings(Detector<S> detector, S state, Consumer<Finding> out) {
        detector.findings(state, finding -> {
            if (!isInForce(finding)) {
                hides = true;
            } else if (isObserved(finding)) {
                out.accept(finding);
            }
        });
    }

    private boolean isInForce(Finding finding) {
        return editions.isSingle() || editions.at(finding.time()) != null;
    }

    private boolean isObserved(Finding finding) {
        return finding.isPlain() || observed.covers(finding, editions.shape(), tenant);
    }

    /** Which levels there are beside the base shapes the state, so all editions have the same. */
    private Levels tiers() {
        return editions.any().levels();
    }

    private static Level level(Editions editions, Summary total) {
        return total.level(editions.describing(total.last()).levels());
    }

    private int steps() {
        return editions.any().steps().size();
    }

    private AlertSlot slot(Finding finding) {
        return AlertSlot.of(finding, editions);
    }

    private AlertEntry entry(AlertSlot slot, Supplier<Subject> subject) {
        for (AlertEntry entry : entries) {
            if (entry.slot.equals(slot)) {
                return entry;
            }
        }
        AlertEntry entry = new AlertEntry(slot, subject.get(), new Summary(steps()));
        entries.add(entry);
        return entry;
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

    public void encode(BytesOut out) {
        out.writeSigned(settledTo);
        out.writeVarint(entries.size());
        entries.forEach(entry -> entry.encode(out));
    }

    public static AlertBook decode(BytesIn in, Editions editions) {
        AlertBook book = new AlertBook(editions);
        book.settledTo = in.readSigned();
        for (int i = in.readInt(); i > 0; i--) {
            book.entries.add(AlertEntry.decode(in, book.steps()));
        }
        book.mayHaveGrown = true;
        book.bound();
        return book;
    }
}
