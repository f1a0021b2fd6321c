package io.tokenwatch.testing;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertBook;
import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One detector at work on one key: events in, findings out as text that can be compared. */
public final class Witness<S> {
    private final Rule rule;
    private final Detector<S> detector;
    private S state;
    private @Nullable List<String> added = List.of();

    private Witness(Rule rule, Detector<S> detector) {
        this.rule = rule;
        this.detector = detector;
        this.state = detector.fresh();
    }

    public static Witness<?> of(Rule rule) {
        return of(rule, rule.detector());
    }

    private static <S> Witness<S> of(Rule rule, Detector<S> detector) {
        return new Witness<>(rule, detector);
    }

    public static Witness<?> of(Rule rule, List<TokenEvent> events) {
        Witness<?> witness = of(rule);
        events.forEach(witness::add);
        return witness;
    }

    /** What the rule keeps of the event in one of its steps, over bytes that only the caller has. */
    public static Evidence evidence(Rule rule, TokenEvent event, int step) {
        BytesOut out = new BytesOut();
        out.writeText(Objects.requireNonNullElse(event.text(Field.EVENT_ID), ""));
        for (Field capture : rule.captures()) {
            Captured.write(out, event, capture);
        }
        return new Evidence().over(event.eventTime(), identity(event), step, out.toByteArray(), 0, out.size());
    }

    /** The hash by which events are told apart, and by which events of one instant are ordered. */
    public static long identity(TokenEvent event) {
        BytesOut identity = new BytesOut();
        List.of(Field.TENANT, Field.SOURCE, Field.EVENT_ID).forEach(field -> Captured.write(identity, event, field));
        return Hashing.xxh3_64().hashBytesToLong(identity.array(), 0, identity.size());
    }

    /** Adds the event to each step that it matches; whether any addition said that findings may have changed. */
    public boolean add(TokenEvent event) {
        boolean changed = false;
        added = new ArrayList<>();
        for (int step = 0; step < rule.steps().size(); step++) {
            if (rule.steps().get(step).predicate().test(event)) {
                Evidence evidence = evidence(rule, event, step);
                byte[] before = evidence.bytes().clone();
                if (detector.add(state, evidence)) {
                    changed = true;
                    note(detector.added(state));
                }
                if (!Arrays.equals(before, evidence.bytes())) {
                    throw new AssertionError("the detector wrote into the evidence it was given");
                }
                Arrays.fill(evidence.bytes(), (byte) 0x55); // what it kept must be its own
            }
        }
        return changed;
    }

    private void note(@Nullable List<Finding> more) {
        if (more == null) {
            added = null;
        } else if (added != null) {
            more.forEach(finding -> added.add(line(finding)));
        }
    }

    /** The findings that the event last added has brought, see {@link Detector#added}; null if that is not known. */
    public @Nullable List<String> added() {
        return added;
    }

    /**
     * Has the encoded state absorb the event where it lies, step by step, and goes on with that.
     *
     * @param horizon every event still to come is at or after it
     * @return in how many steps it was absorbed; the others are left out
     */
    public int absorb(TokenEvent event, long horizon) {
        int absorbed = 0;
        for (int step = 0; step < rule.steps().size(); step++) {
            if (detector instanceof InPlaceDetector<?> inPlace
                    && rule.steps().get(step).predicate().test(event)) {
                byte[] bytes = bytes();
                byte[] around = new byte[bytes.length + 6];
                Arrays.fill(around, (byte) 0x55);
                System.arraycopy(bytes, 0, around, 3, bytes.length);
                Packed packed = new Packed().over(around, around.length, 3, 3 + bytes.length);
                if (inPlace.absorb(packed, evidence(rule, event, step), horizon) != InPlaceDetector.REFUSED) {
                    absorbed++;
                    state = detector.decode(new BytesIn(packed.bytes(), packed.from(), packed.to()));
                    if (packed.end() != packed.to() + 3 || packed.bytes()[packed.to()] != 0x55) {
                        throw new AssertionError("what lies behind the state has changed");
                    }
                }
            }
        }
        return absorbed;
    }

    /** Adds the event to each step that it matches, but where it is moot and nothing is known. */
    public void addUnlessMoot(TokenEvent event, long horizon) {
        for (int step = 0; step < rule.steps().size(); step++) {
            boolean moot = detector instanceof InPlaceDetector<?> inPlace
                    && detector.isEmpty(state)
                    && event.eventTime() <= horizon
                    && inPlace.isMoot(step);
            if (!moot && rule.steps().get(step).predicate().test(event)) {
                detector.add(state, evidence(rule, event, step));
            }
        }
    }

    /** In how many steps of the rule the event takes part. */
    public int steps(TokenEvent event) {
        return (int)
                rule.steps().stream().filter(s -> s.predicate().test(event)).count();
    }

    public void forget(long horizon) {
        detector.forget(state, horizon);
    }

    @SuppressWarnings("unchecked") // both are of one rule
    public void merge(Witness<?> other) {
        detector.merge(state, (S) other.state);
    }

    /** Writes the state to bytes and goes on with what is read back. */
    public void reload() {
        state = detector.decode(new BytesIn(bytes()));
    }

    public byte[] bytes() {
        BytesOut out = new BytesOut();
        detector.encode(state, out);
        return out.toByteArray();
    }

    public boolean isEmpty() {
        return detector.isEmpty(state);
    }

    public long emptyAt() {
        return detector.emptyAt(state);
    }

    /** As {@link #emptyAt}, of the encoded state where that can be asked. */
    public long encodedEmptyAt() {
        byte[] bytes = bytes();
        return detector instanceof InPlaceDetector<?> inPlace
                ? inPlace.emptyAt(new Packed().over(bytes, bytes.length, 0, bytes.length))
                : emptyAt();
    }

    public boolean truncated() {
        return detector.truncated(state);
    }

    /** The alerts that a book opens on this state, the key's tenant and values being those of the event. */
    public List<Alert> alerts(TokenEvent event, Observed observed) {
        BytesOut out = new BytesOut();
        Captured.write(out, event, Field.TENANT);
        rule.groupBy().forEach(part -> Captured.writeKey(out, event, part.field(0)));
        Subject subject = Subject.read(
                new BytesIn(out.toByteArray()),
                rule.groupBy().stream().map(KeyPart::type).toList());
        List<Alert> alerts = new ArrayList<>();
        AlertBook book = new AlertBook(Editions.always(rule));
        book.observe(observed, subject.tenant());
        book.refresh(detector, state, () -> subject, new Evidence(), false, (alert, change) -> alerts.add(alert));
        return alerts;
    }

    /** State and findings as one text: equal for equal sets of events. */
    public String all() {
        return HexFormat.of().formatHex(bytes()) + "\n" + String.join("\n", findings());
    }

    public List<String> findings() {
        return findings(finding -> true);
    }

    /** The findings that events at or after the horizon may still change, or have brought about. */
    public List<String> findingsAfter(long horizon) {
        return findings(finding -> finding.finalAt() > horizon);
    }

    private List<String> findings(Predicate<Finding> wanted) {
        List<String> lines = new ArrayList<>();
        detector.findings(state, finding -> {
            if (wanted.test(finding)) {
                lines.add(line(finding));
            }
        });
        lines.sort(null);
        return lines;
    }

    private static String line(Finding finding) {
        return finding.time() + " by " + text(finding.trigger()) + " count " + finding.count()
                + (finding.estimated() ? "~" : "") + " final at " + finding.finalAt() + " observed "
                + finding.seenFrom() + "/" + finding.seenTo() + "/" + finding.teller() + " of "
                + finding.evidence().stream().map(Witness::text).toList() + " because " + finding.facts();
    }

    private static String text(Evidence evidence) {
        Evidence own = evidence.copy();
        return own.step() + ":" + own.time() + ":" + Long.toHexString(own.hash()) + ":"
                + HexFormat.of().formatHex(own.bytes());
    }
}
