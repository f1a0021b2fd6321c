package io.tokenwatch.alert;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.event.Field;
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
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one rule for one key. What an alert says is always derived anew from two parts: the findings that the
 * detector's state proves now, and the sum of those that are final and whose evidence may therefore be forgotten.
 */
public final class AlertBook {
    /**
     * Which alert a finding belongs to, within a rule and key.
     *
     * @param by the captures whose values {@code extra} are
     * @param shadow whether the edition in force was in shadow mode: such findings are told elsewhere
     */
    private record Slot(List<Integer> by, List<Object> extra, long bucket, boolean shadow) {}

    private static final class Entry {
        private final Slot slot;
        private final Subject subject;
        private Summary settled;
        private int revision;
        private boolean open;
        private boolean grown;
        /** As it was published last. */
        private Level level = Level.INFORMATIONAL;

        private long fingerprint;
        /** Time of the latest finding when it was last published. */
        private long last;

        private Entry(Slot slot, Subject subject, int steps) {
            this.slot = slot;
            this.subject = subject;
            this.settled = new Summary(steps);
        }
    }

    private final Editions editions;
    private final List<Entry> entries = new ArrayList<>(0);
    private long settledTo = Long.MIN_VALUE;
    private Observed observed = Observed.NOTHING;
    /** No finding that is not settled becomes final before that horizon; the smallest number if that is not known. */
    private long due = Long.MIN_VALUE;

    public AlertBook(Editions editions) {
        this.editions = editions;
    }

    /** From now on findings that rest on something not having happened count if this covers them. */
    public void observe(Observed now) {
        observed = now;
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
            at = Math.max(at, entry.slot.bucket + editions.longestBucket());
        }
        return at;
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
        if (!late && growsAtMost(detector, state, event)) {
            return;
        }
        Map<Slot, Summary> proven = new HashMap<>();
        due = Long.MAX_VALUE;
        findings(detector, state, finding -> {
            if (finding.finalAt() > settledTo) {
                due = Math.min(due, finding.finalAt());
                proven.computeIfAbsent(slot(finding), s -> new Summary(steps())).add(finding, tiers());
            } else if (late && finding.trigger().hash() == event.hash()) {
                entry(slot(finding), subject).settled.add(finding, tiers());
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
        Rule rule = editions.describing(event.time());
        boolean shadow = rule.mode() == Mode.SHADOW;
        long bucket = rule.suppression().bucket(event.time());
        long latest = detector.latest(state);
        boolean oneBucket = !detector.withdrawable()
                && rule.suppression().extra().isEmpty()
                && rule.suppression().bucket(latest) == bucket
                && (editions.isSingle() || editions.stretch(latest) == editions.stretch(event.time()));
        for (Entry entry : entries) {
            if (oneBucket
                    && entry.open
                    && entry.slot.bucket == bucket
                    && entry.slot.shadow == shadow
                    && !rule.levels().mayRiseFrom(entry.level)) {
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
        } else if (level(editions, total).compareTo(entry.level) > 0) {
            entry.grown = false;
            entry.fingerprint = total.fingerprint();
            publish(entry, total, Change.ESCALATED, sink);
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
                        boolean raised = level(editions, total).compareTo(entry.level) > 0;
                        publish(entry, total, raised ? Change.ESCALATED : Change.GROWN, sink);
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
        findings(detector, state, finding -> {
            if (finding.finalAt() > horizon) {
                due = Math.min(due, finding.finalAt());
                changing.add(slot(finding));
            } else if (finding.finalAt() > settledTo) {
                Slot slot = slot(finding);
                for (Entry entry : entries) {
                    if (entry.slot.equals(slot)) {
                        entry.settled.add(finding, tiers());
                    }
                }
            }
        });
        entries.forEach(entry -> entry.settled.truncated(detector.truncated(state)));
        settledTo = horizon;
        long bucketOver = horizon - editions.longestBucket();
        Predicate<Entry> over = entry -> entry.slot.bucket <= bucketOver && !changing.contains(entry.slot);
        if (entries.stream().anyMatch(over)) {
            publishGrowth(detector, state, sink);
            entries.removeIf(over);
        }
    }

    private boolean nothingIsDue(long horizon, boolean truncated) {
        boolean nothing = horizon < due && !truncated;
        for (Entry entry : entries) {
            nothing &= entry.slot.bucket > horizon - editions.longestBucket();
        }
        return nothing;
    }

    private <S> Map<Slot, Summary> proven(Detector<S> detector, S state) {
        Map<Slot, Summary> proven = new HashMap<>();
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
            if (isInForce(finding) && isObserved(finding)) {
                out.accept(finding);
            }
        });
    }

    private boolean isInForce(Finding finding) {
        return editions.isSingle() || editions.at(finding.time()) != null;
    }

    private boolean isObserved(Finding finding) {
        return finding.seenTo() == Long.MIN_VALUE || observed.covers(finding);
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

    private Slot slot(Finding finding) {
        Rule rule = editions.describing(finding.time());
        List<Object> extra = new ArrayList<>(rule.suppression().extra().size());
        for (int capture : rule.suppression().extra()) {
            Field field = rule.captures().get(capture);
            Object value = finding.trigger().value(capture, field);
            extra.add(
                    value instanceof String[] many
                            ? String.join(" ", many)
                            : value instanceof String text ? field.type().folded(text) : value == null ? "" : value);
        }
        return new Slot(
                rule.suppression().extra(),
                extra,
                rule.suppression().bucket(finding.time()),
                rule.mode() == Mode.SHADOW);
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
        entry.last = total.isEmpty() ? entry.last : total.last();
        Rule rule = editions.describing(entry.last);
        entry.level = total.level(rule.levels());
        sink.publish(
                Alerts.of(rule, entry.subject, entry.slot.extra, entry.slot.bucket, total, entry.revision), change);
    }

    public void encode(BytesOut out) {
        out.writeSigned(settledTo);
        out.writeVarint(entries.size());
        for (Entry entry : entries) {
            new Subject("", entry.slot.extra).encode(out);
            out.writeVarint(entry.slot.by.size());
            entry.slot.by.forEach(out::writeVarint);
            out.writeByte(entry.slot.shadow ? 1 : 0);
            out.writeSigned(entry.slot.bucket);
            out.writeSigned(entry.last);
            entry.subject.encode(out);
            entry.settled.encode(out);
            out.writeVarint(entry.revision);
            out.writeByte((entry.open ? 1 : 0) | (entry.grown ? 2 : 0));
            out.writeLong(entry.fingerprint);
            out.writeText(entry.level.word());
        }
    }

    public static AlertBook decode(BytesIn in, Editions editions) {
        AlertBook book = new AlertBook(editions);
        book.settledTo = in.readSigned();
        for (int i = in.readInt(); i > 0; i--) {
            List<Object> extra = Subject.decode(in).values();
            List<Integer> by = new ArrayList<>();
            for (int j = in.readInt(); j > 0; j--) {
                by.add(in.readInt());
            }
            boolean shadow = in.readByte() == 1;
            Slot slot = new Slot(by, extra, in.readSigned(), shadow);
            long last = in.readSigned();
            Entry entry = new Entry(slot, Subject.decode(in), book.steps());
            entry.last = last;
            entry.settled = Summary.decode(in, book.steps());
            entry.revision = in.readInt();
            int flags = in.readByte();
            entry.open = (flags & 1) != 0;
            entry.grown = (flags & 2) != 0;
            entry.fingerprint = in.readLong();
            entry.level = Level.of(in.readText());
            book.entries.add(entry);
        }
        return book;
    }
}
