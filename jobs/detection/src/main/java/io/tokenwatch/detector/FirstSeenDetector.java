package io.tokenwatch.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import io.tokenwatch.state.Earliest;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.Sightings;
import io.tokenwatch.state.Sightings.Interval;
import io.tokenwatch.state.Sightings.Seen;
import io.tokenwatch.state.Sightings.Visitor;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what {@link FirstSeen} asks for.
 *
 * @param capture that of the field, by its index
 * @param pairs whether two values at a time are looked at, rather than one
 * @param forgetAfter how long a value is known without being seen again (ms)
 * @param learnFor how long a key is watched before anything is new to it (ms)
 * @param minEvents how many events come before the first that may show what is new
 * @param returning whether only what was forgotten is new
 * @param known what the value was expected to be
 */
record FirstSeenDetector(
        Field field,
        int capture,
        boolean pairs,
        long forgetAfter,
        long learnFor,
        int minEvents,
        boolean returning,
        String known)
        implements Detector<Sightings> {
    private static final int MAX_VALUES = 1024;

    @Override
    public long reach() {
        return learnFor;
    }

    /** What lies between two sightings of a value that join makes its interval no longer. */
    @Override
    public Omissions omissions() {
        return Omissions.NONE
                .repeats(new Repeats(1, capture, forgetAfter, Math.max(1, minEvents)))
                .novelty(new Novelty(capture, forgetAfter, learnFor, minEvents > 0 || learnFor > 0, returning));
    }

    @Override
    public Sightings fresh() {
        return new Sightings(forgetAfter, minEvents, MAX_VALUES, returning);
    }

    @Override
    public boolean add(Sightings state, Evidence evidence) {
        if (!evidence.seek(capture)) {
            return false;
        }
        state.begin(evidence);
        byte[] bytes = evidence.bytes();
        int from = evidence.valueFrom();
        int length = evidence.valueLength();
        if (field.type() == FieldType.CASELESS) {
            byte[] folded =
                    field.type().folded(new String(bytes, from, length, UTF_8)).getBytes(UTF_8);
            state.add(folded, 0, folded.length, evidence);
        } else if (!field.type().isTexts()) {
            state.add(bytes, from, length, evidence);
        } else if (pairs) {
            Pairs.of(bytes, from, length, state).forEach(pair -> state.add(pair, 0, pair.length, evidence));
        } else {
            BytesIn elements = new BytesIn(bytes, from, from + length);
            while (elements.hasMore()) {
                int size = elements.readInt();
                state.add(bytes, elements.position(), size, evidence);
                elements.skip(size);
            }
        }
        return state.seen() != Seen.KNOWN;
    }

    @Override
    public void findings(Sightings state, Consumer<Finding> out) {
        findings(state, state::forEach, out);
    }

    /** New values take nothing back; pairs may wait for their halves. */
    @Override
    public @Nullable List<Finding> added(Sightings state) {
        if (pairs || state.seen() != Seen.NEW) {
            return null;
        }
        List<Finding> added = new ArrayList<>(1);
        findings(state, state::forEachNew, added::add);
        return added;
    }

    private void findings(Sightings state, Consumer<Visitor> each, Consumer<Finding> out) {
        Earliest earliest = state.earliest();
        if (!earliest.isEmpty() && earliest.size() >= minEvents) {
            long learned = earliest.time(0) + learnFor;
            Pairs.Halves halves = pairs ? Pairs.halves(state) : Pairs.Halves.NONE;
            each.accept((value, before, interval) -> {
                long seen = interval.first().time();
                boolean isNews = !pairs || halves.wereKnown(value, interval.first());
                if (isNews && seen >= learned && earliest.before(seen) >= minEvents && (before != null || !returning)) {
                    out.accept(finding(value, interval, returning ? before : null));
                }
            });
        }
    }

    private Finding finding(byte[] value, Interval interval, @Nullable Interval before) {
        return Finding.of(
                narrowed(interval.first(), value),
                List.of(interval.first()),
                before == null
                        ? unseen(value)
                        : returned(value, interval.first().time() - before.last()));
    }

    private List<Fact> unseen(byte[] value) {
        return List.of(Fact.baseline("first seen " + field.fieldName(), shown(value), known));
    }

    private List<Fact> returned(byte[] value, long pause) {
        return List.of(
                Fact.baseline("returning " + field.fieldName(), shown(value), "a value seen before"),
                Fact.baseline("unseen for", Duration.text(pause), ">" + Duration.text(forgetAfter)));
    }

    private String shown(byte[] value) {
        Object shown = Captured.value(elementType(), value, 0, value.length);
        return shown instanceof String[] pair ? String.join(" + ", pair) : shown.toString();
    }

    @Override
    public List<NearMiss> nearest(Sightings state, Evidence about) {
        if (!about.seek(capture)) {
            return List.of(NearMiss.of("field", Lack.ABSENT, field.fieldName(), List.of(about)));
        }
        List<NearMiss> misses = new ArrayList<>();
        Pairs.Halves halves = pairs ? Pairs.halves(state) : Pairs.Halves.NONE;
        state.forEach((value, before, interval) -> {
            boolean isFirst = interval.first().hash() == about.hash();
            if (pairs && Pairs.isHalf(value)) {
                return;
            }
            if (pairs && isFirst && !halves.wereKnown(value, interval.first())) {
                misses.add(NearMiss.of("combine", shown(value), "two values seen before", List.of(about)));
                return;
            }
            boolean shown = about.time() >= interval.first().time() && about.time() <= interval.last();
            if (shown && holds(about, value)) {
                missed(value, before, interval, about).ifPresent(misses::add);
            }
        });
        List<Lack> learning = learning(state.earliest(), about);
        if (!learning.isEmpty()) {
            misses.add(0, new NearMiss(learning, List.of(about)));
        }
        return misses;
    }

    private Optional<NearMiss> missed(byte[] value, @Nullable Interval before, Interval interval, Evidence about) {
        List<Evidence> evidence = List.of(interval.first(), about);
        if (interval.first().hash() != about.hash()) {
            String known = "a " + (pairs ? "pair" : "value") + " not seen within " + Duration.text(forgetAfter);
            return Optional.of(NearMiss.of("field", shown(value), known, evidence));
        }
        return returning && before == null
                ? Optional.of(NearMiss.of("only", shown(value), "a value seen before", List.of(about)))
                : Optional.empty();
    }

    private List<Lack> learning(Earliest earliest, Evidence about) {
        List<Lack> lacks = new ArrayList<>();
        long learned = earliest.isEmpty() ? 0 : about.time() - earliest.time(0);
        if (learned < learnFor) {
            lacks.add(new Lack("correlation.learn.for", Duration.text(learned), ">=" + Duration.text(learnFor)));
        }
        int before = earliest.before(about.time());
        if (before < minEvents) {
            lacks.add(new Lack("correlation.learn.min_events", before + "", ">=" + minEvents));
        }
        return lacks;
    }

    private boolean holds(Evidence about, byte[] value) {
        Object wanted = Captured.value(elementType(), value, 0, value.length);
        Object shown = about.value(capture, field);
        if (wanted instanceof String[] pair) {
            return shown instanceof String[] many && Arrays.asList(many).containsAll(Arrays.asList(pair));
        }
        return shown instanceof String[] many
                ? Arrays.asList(many).contains(wanted)
                : shown instanceof String text ? wanted.equals(field.type().folded(text)) : wanted.equals(shown);
    }

    private FieldType elementType() {
        return field.type().isTexts() && !pairs ? FieldType.TEXT : field.type();
    }

    /** The trigger with the one new value, or pair, in place of the array, so that suppression tells new values apart. */
    private Evidence narrowed(Evidence evidence, byte[] value) {
        if (!field.type().isTexts()) {
            return evidence;
        }
        BytesOut element = new BytesOut();
        if (pairs) {
            element.writeBytes(value, 0, value.length);
        } else {
            element.writeBlock(value, 0, value.length);
        }
        return evidence.with(capture, element.toByteArray());
    }

    @Override
    public void forget(Sightings state, long horizon) {
        state.forget(horizon);
    }

    @Override
    public boolean isEmpty(Sightings state) {
        return state.isEmpty();
    }

    /** Never: that a key has learned must not be forgotten, or an old client would be new again. */
    @Override
    public long emptyAt(Sightings state) {
        return state.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    public boolean truncated(Sightings state) {
        return state.truncated();
    }

    @Override
    public void merge(Sightings into, Sightings from) {
        into.merge(from);
    }

    @Override
    public void encode(Sightings state, BytesOut out) {
        state.encode(out);
    }

    @Override
    public Sightings decode(BytesIn in) {
        return fresh().decode(in);
    }

    @Override
    public boolean withdrawable() {
        return true;
    }
}
