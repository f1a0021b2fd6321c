package io.tokenwatch.alert;

import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.Levels;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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
    private final AlertEntries entries;
    private final Transitions telling;
    private long settledTo = Long.MIN_VALUE;
    private Observed observed = Observed.NOTHING;
    private String tenant = "";
    /** Whether the state proves findings of a time at which no edition is in force: then it is not as quiet as it looks. */
    private boolean hides;
    /** Whether any of them may have grown. */
    private boolean mayHaveGrown;
    /** No finding that is not settled becomes final before that horizon; the smallest number if that is not known. */
    private long due = Long.MIN_VALUE;

    public AlertBook(Editions editions) {
        this(editions, new AlertEntries(editions));
    }

    private AlertBook(Editions editions, AlertEntries entries) {
        this.editions = editions;
        this.entries = entries;
        this.telling = new Transitions(editions);
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
            mayHaveGrown = entries.any(entry -> entry.grown);
        }
        return mayHaveGrown;
    }

    /** The horizon at which an open alert is to be closed; {@link Long#MAX_VALUE} if there is none. */
    public long closesAt() {
        return entries.closesAt();
    }

    /** The horizon at which no alert here can change any more. */
    public long emptyAt() {
        return entries.emptyAt();
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
        Proven proven = new Proven(editions);
        due = Long.MAX_VALUE;
        hides = false;
        findings(detector, state, finding -> {
            if (finding.finalAt() > settledTo) {
                due = Math.min(due, finding.finalAt());
                proven.add(finding);
            } else if (late && finding.trigger().hash() == event.hash()) {
                entries.of(slot(finding), subject).settled.add(finding, tiers());
            }
        });
        for (AlertSlot slot : proven.slots()) {
            entries.of(slot, subject);
        }
        boolean truncated = detector.truncated(state);
        for (Iterator<AlertEntry> each = entries.iterator(); each.hasNext(); ) {
            AlertEntry entry = each.next();
            Summary total = entry.total(proven.of(entry.slot), truncated, steps());
            if (total.isEmpty() && !entry.open && entry.revision == 0) {
                each.remove(); // never told
            } else {
                tell(entry, total, detector.withdrawable(), sink);
            }
        }
        entries.bound();
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
                entry.grown = true;
                mayHaveGrown = true;
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
        Proven proven = new Proven(editions);
        for (Finding finding : added) {
            due = Math.min(due, finding.finalAt());
            proven.add(finding);
        }
        proven.forEach((slot, summary) -> {
            AlertEntry entry = entries.of(slot, subject);
            tell(entry, entry.total(summary, false, steps()), detector.withdrawable(), sink);
            entries.bound(entry);
        });
        return true;
    }

    /** Whether it counts, and no alert is there that it belongs to. */
    private boolean isApart(Finding finding) {
        if (!isInForce(finding) || !isObserved(finding) || finding.finalAt() <= settledTo) {
            return false;
        }
        return entries.find(slot(finding)) == null;
    }

    private void tell(AlertEntry entry, Summary total, boolean withdrawable, AlertSink sink) {
        telling.change(entry, total, withdrawable, sink);
        mayHaveGrown |= entry.grown;
    }

    /** Publishes every alert that has grown. */
    public <S> void publishGrowth(Detector<S> detector, S state, AlertSink sink) {
        if (hasGrown()) {
            Proven proven = new Proven(editions);
            findings(detector, state, finding -> {
                if (finding.finalAt() > settledTo) {
                    proven.add(finding);
                }
            });
            for (AlertEntry entry : entries) {
                if (entry.grown) {
                    Summary total = entry.total(proven.of(entry.slot), detector.truncated(state), steps());
                    telling.growth(entry, total, detector.withdrawable(), sink);
                }
            }
            entries.bound();
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
                AlertEntry entry = entries.find(slot(finding));
                if (entry != null) {
                    entry.settled.add(finding, tiers());
                }
            }
        });
        entries.forEach(entry -> entry.settled.truncated(detector.truncated(state)));
        settledTo = horizon;
        long bucketOver = horizon - editions.longestBucket();
        Predicate<AlertEntry> over = entry -> entry.slot.bucket() <= bucketOver && !changing.contains(entry.slot);
        if (entries.any(over)) {
            publishGrowth(detector, state, sink);
            for (AlertEntry entry : entries) {
                if (over.test(entry)) {
                    telling.close(entry, sink);
                }
            }
            entries.removeIf(over);
        }
    }

    private boolean nothingIsDue(long horizon, boolean truncated) {
        return horizon < due && !truncated && entries.allGoOnAt(horizon);
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

    private int steps() {
        return editions.any().steps().size();
    }

    private AlertSlot slot(Finding finding) {
        return AlertSlot.of(finding, editions);
    }

    public void encode(BytesOut out) {
        out.writeSigned(settledTo);
        entries.encode(out);
    }

    public static AlertBook decode(BytesIn in, Editions editions) {
        long settledTo = in.readSigned();
        AlertBook book = new AlertBook(editions, AlertEntries.decode(in, editions));
        book.settledTo = settledTo;
        book.mayHaveGrown = true;
        return book;
    }
}
