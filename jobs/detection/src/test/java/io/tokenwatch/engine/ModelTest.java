package io.tokenwatch.engine;

import io.tokenwatch.engine.Model.Found;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The engine against what the rules' semantics say, written down the slow and obvious way: all events in memory, every
 * choice tried. Only what is asked here is right: which alerts there are, when, and how many events completed a finding.
 */
class ModelTest {
    private static final int TIMES = 150;
    private static final long SECOND = 1_000;
    private static final long BUCKET = 120 * SECOND;
    /** The events of the run, of all keys. */
    private List<TokenEvent> all = List.of();

    private static final Comparator<TokenEvent> ORDER =
            Comparator.comparingLong(TokenEvent::eventTime).thenComparing(Witness::identity, Long::compareUnsigned);

    private void agree(String correlation, Function<List<TokenEvent>, Stream<Found>> model) {
        RulePack pack = Rules.pack("""
                id: modelled
                version: 1
                title: modelled
                detection:
                  revoked: {event_type: token.revoked}
                  used: {event_type: token.validated}
                  failed: {outcome: failure}
                  %s
                %s
                suppress: {by: [client_id], for: 120s}
                """.formatted(
                        correlation.contains("steps") ? "" : "condition: failed",
                        correlation.isEmpty() ? "" : "correlation: {" + correlation + "}"));
        new Model(BUCKET, events -> model.apply(events).filter(found -> found.time() <= newest()))
                .agrees(pack, TIMES, this::traffic);
    }

    private List<TokenEvent> traffic(Dice dice) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = dice.below(18); i > 0; i--) {
            events.add(event(dice, "e" + i));
        }
        all = events;
        return events;
    }

    private long newest() {
        return all.stream().mapToLong(TokenEvent::eventTime).max().orElseThrow();
    }

    private static TokenEvent event(Dice dice, String id) {
        long time = dice.below(24) * (15 * SECOND) - 120 * SECOND + dice.pick(-1, 0, 0, 0, 1);
        TokenEvent event = Events.event(id, time, dice.pick("token.revoked", "token.validated", "token.validated"));
        event.set(Field.OUTCOME, dice.pick("failure", "failure", "success"));
        event.set(Field.CLIENT_ID, dice.pick("c1", "c1", "c1", "c2", "-"));
        event.set(Field.SRC_ASN, dice.pick(1L, 2L, 3L, TokenEvent.ABSENT));
        event.set(
                Field.SCOPE,
                dice.shuffled(List.of("a", "b", "c")).subList(0, dice.below(3)).toArray(String[]::new));
        event.set(Field.ISSUED_AT, dice.pick(TokenEvent.ABSENT, -30 * SECOND, time - time % SECOND, time - 1));
        return event;
    }

    private static Predicate<TokenEvent> is(String type) {
        return event -> type.equals(event.text(Field.EVENT_TYPE));
    }

    private static Stream<TokenEvent> failed(List<TokenEvent> events) {
        return events.stream().filter(event -> "failure".equals(event.text(Field.OUTCOME)));
    }

    /** The events from {@code timespan} before that one up to it. */
    private static List<TokenEvent> window(Stream<TokenEvent> events, TokenEvent last, long timespan) {
        return events.filter(e -> e.eventTime() <= last.eventTime() && last.eventTime() - e.eventTime() <= timespan)
                .toList();
    }

    @Test
    void none() {
        agree("", events -> failed(events).map(Found::by));
    }

    @Test
    void eventCount() {
        agree("type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 3}", events -> failed(events)
                .filter(last -> window(failed(events), last, 60 * SECOND).size() >= 3)
                .map(Found::by));
    }

    @Test
    void eventCountUnlessSomethingExplainsIt() {
        agree(
                "type: event_count, group-by: [client_id], timespan: 60s, condition: {gte: 2}, "
                        + "unless: {preceded_by: revoked, within: 75s}",
                events -> failed(events)
                        .filter(last ->
                                window(failed(events), last, 60 * SECOND).size() >= 2)
                        .filter(last -> window(events.stream().filter(is("token.revoked")), last, 75 * SECOND).stream()
                                .allMatch(reason -> reason == last))
                        .map(Found::by));
    }

    @Test
    void eventCountTumbling() {
        agree(
                "type: event_count, window: tumbling, group-by: [client_id], timespan: 60s, condition: {gt: 2}",
                events -> failed(events)
                        .filter(last -> failed(events)
                                        .filter(e -> Math.floorDiv(e.eventTime(), 60 * SECOND)
                                                == Math.floorDiv(last.eventTime(), 60 * SECOND))
                                        .filter(e -> e.eventTime() <= last.eventTime())
                                        .count()
                                >= 3)
                        .map(Found::by));
    }

    @Test
    void valueCount() {
        agree(
                "type: value_count, group-by: [client_id], timespan: 60s, condition: {field: src.asn, gte: 2}",
                events -> failed(events)
                        .filter(last -> last.has(Field.SRC_ASN))
                        .filter(last -> window(failed(events), last, 60 * SECOND).stream()
                                        .filter(e -> e.has(Field.SRC_ASN))
                                        .map(e -> e.number(Field.SRC_ASN))
                                        .distinct()
                                        .count()
                                >= 2)
                        .map(Found::by));
    }

    @Test
    void temporalOrdered() {
        agree(
                "type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 90s",
                events -> sequences(events, 90 * SECOND, (a, b) -> true, "token.revoked", "token.validated"));
    }

    @Test
    void temporalOrderedWithGapAndWhere() {
        agree(
                "type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 120s, gap: {gt: 30s}, "
                        + "where: [used.issued_at < revoked.event_time]",
                events -> sequences(
                        events,
                        120 * SECOND,
                        (revoked, used) -> used.eventTime() - revoked.eventTime() > 30 * SECOND
                                && used.has(Field.ISSUED_AT)
                                && surelyBefore(used.number(Field.ISSUED_AT), revoked.eventTime()),
                        "token.revoked",
                        "token.validated"));
    }

    /** A time of whole seconds may be any instant of its second. */
    private static boolean surelyBefore(long issuedAt, long time) {
        return issuedAt % SECOND == 0 ? issuedAt + SECOND <= time : issuedAt < time;
    }

    @Test
    void temporalOrderedInThreeStepsOfWhichTwoAreAlike() {
        agree(
                "type: temporal_ordered, steps: [used, revoked, failed], group-by: [client_id], timespan: 120s, "
                        + "gap: {gte: 15s}",
                events -> events.stream()
                        .filter(c -> "failure".equals(c.text(Field.OUTCOME)))
                        .filter(c -> events.stream().filter(is("token.revoked")).anyMatch(b -> events.stream()
                                .filter(is("token.validated"))
                                .anyMatch(a -> c.eventTime() - b.eventTime() >= 15 * SECOND
                                        && b.eventTime() - a.eventTime() >= 15 * SECOND
                                        && c.eventTime() - a.eventTime() <= 120 * SECOND)))
                        .map(Found::by));
    }

    @Test
    void aComparisonWithinOneStep() {
        agree(
                "type: temporal_ordered, steps: [revoked, used], group-by: [client_id], timespan: 90s, "
                        + "where: [used.issued_at < used.event_time, revoked.issued_at < revoked.event_time]",
                events -> sequences(
                        events,
                        90 * SECOND,
                        (revoked, used) -> Stream.of(revoked, used)
                                .allMatch(e -> e.has(Field.ISSUED_AT)
                                        && surelyBefore(e.number(Field.ISSUED_AT), e.eventTime())),
                        "token.revoked",
                        "token.validated"));
    }

    @Test
    void temporal() {
        agree(
                "type: temporal, steps: [revoked, used], group-by: [client_id], timespan: 45s",
                events -> pairs(events, "token.revoked", "token.validated", 45 * SECOND, (a, b) -> true));
    }

    @Test
    void temporalOfOneKindTwice() {
        agree(
                "type: temporal, steps: [used, failed], group-by: [client_id], timespan: 45s, "
                        + "where: [used.src.asn != failed.src.asn]",
                events -> events.stream()
                        .filter(last -> events.stream()
                                .anyMatch(other -> ORDER.compare(other, last) < 0
                                        && last.eventTime() - other.eventTime() <= 45 * SECOND
                                        && last.has(Field.SRC_ASN)
                                        && other.has(Field.SRC_ASN)
                                        && last.number(Field.SRC_ASN) != other.number(Field.SRC_ASN)
                                        && (usedAndFailed(last, other) || usedAndFailed(other, last))))
                        .map(Found::by));
    }

    private static boolean usedAndFailed(TokenEvent used, TokenEvent failed) {
        return is("token.validated").test(used) && "failure".equals(failed.text(Field.OUTCOME));
    }

    private static Stream<Found> pairs(
            List<TokenEvent> events,
            String one,
            String other,
            long timespan,
            BiPredicate<TokenEvent, TokenEvent> fits) {
        return events.stream()
                .filter(is(one).or(is(other)))
                .filter(last -> events.stream()
                        .filter(e -> ORDER.compare(e, last) < 0)
                        .filter(e -> last.eventTime() - e.eventTime() <= timespan)
                        .anyMatch(e -> (is(one).test(e) && is(other).test(last) && fits.test(e, last))
                                || (is(other).test(e) && is(one).test(last) && fits.test(last, e))))
                .map(Found::by);
    }

    @Test
    void whatWasSaidLastAsOfTheEvent() {
        agree(
                "type: temporal, steps: [used, revoked], as_of: [revoked], group-by: [client_id], "
                        + "where: [used.scope not_subset_of revoked.scope]",
                events -> events.stream()
                        .filter(is("token.validated"))
                        .filter(used -> events.stream()
                                .filter(is("token.revoked"))
                                .filter(e -> e.eventTime() <= used.eventTime())
                                .max(ORDER)
                                .filter(said ->
                                        !scopes(said).isEmpty() && !scopes(said).containsAll(scopes(used)))
                                .isPresent())
                        .map(Found::by));
    }

    @Test
    void whatWasSaidBeforeAnEventOfTheSameKind() {
        agree(
                "type: temporal, steps: [revoked, used, failed], as_of: [failed], group-by: [client_id], timespan: 45s, "
                        + "where: [failed.event_time <= revoked.event_time, failed.src.asn = null]",
                events -> pairs(events, "token.revoked", "token.validated", 45 * SECOND, (a, b) -> {
                    TokenEvent last = ORDER.compare(a, b) < 0 ? b : a;
                    return events.stream()
                            .filter(e -> "failure".equals(e.text(Field.OUTCOME)))
                            .filter(e -> e != last && e.eventTime() <= last.eventTime())
                            .max(ORDER)
                            .filter(said -> !said.has(Field.SRC_ASN) && said.eventTime() <= a.eventTime())
                            .isPresent();
                }));
    }

    @Test
    void absence() {
        agree("type: absence, steps: [revoked, used], group-by: [client_id], timespan: 45s", events -> events.stream()
                .filter(is("token.revoked"))
                .filter(a -> isTold(is("token.validated"), a.eventTime()))
                .filter(a -> events.stream()
                        .filter(is("token.validated"))
                        .noneMatch(b -> b.eventTime() > a.eventTime() && b.eventTime() - a.eventTime() <= 45 * SECOND))
                .map(a -> Found.after(a, 45 * SECOND)));
    }

    @Test
    void absenceOfTheNextOfTheSameKind() {
        agree(
                "type: absence, steps: [used, failed], group-by: [client_id], timespan: 30s, "
                        + "where: [used.src.asn = failed.src.asn]",
                events -> events.stream()
                        .filter(is("token.validated"))
                        .filter(a -> isTold(e -> "failure".equals(e.text(Field.OUTCOME)), a.eventTime()))
                        .filter(a -> failed(events)
                                .noneMatch(b -> b.eventTime() > a.eventTime()
                                        && b.eventTime() - a.eventTime() <= 30 * SECOND
                                        && a.has(Field.SRC_ASN)
                                        && a.number(Field.SRC_ASN) == b.number(Field.SRC_ASN)))
                        .map(a -> Found.after(a, 30 * SECOND)));
    }

    @Test
    void notBefore() {
        agree(
                "type: absence, steps: [revoked, used], not_before: revoked, forget_after: 90s, group-by: [client_id], "
                        + "timespan: 15s",
                events -> events.stream()
                        .filter(is("token.validated"))
                        .filter(a -> isObserved(a.eventTime() - 90 * SECOND))
                        .filter(a -> noRevocationAround(events, a))
                        .map(a -> Found.after(a, 15 * SECOND)));
    }

    @Test
    void notBeforeSinceItsIssuance() {
        agree(
                "type: absence, steps: [revoked, used], not_before: revoked, since: issued_at, forget_after: 90s, "
                        + "group-by: [client_id], timespan: 15s",
                events -> events.stream()
                        .filter(is("token.validated"))
                        .filter(a -> a.has(Field.ISSUED_AT)
                                && isObserved(a.number(Field.ISSUED_AT))
                                && a.number(Field.ISSUED_AT) >= a.eventTime() - 90 * SECOND)
                        .filter(a -> noRevocationAround(events, a))
                        .map(a -> Found.after(a, 15 * SECOND)));
    }

    private boolean isObserved(long time) {
        return isTold(is("token.revoked"), time);
    }

    /** Whether what is looked for was told of by then, and of whom: there is one issuer, which no event names. */
    private boolean isTold(Predicate<TokenEvent> kind, long time) {
        return all.stream().anyMatch(e -> kind.test(e) && e.has(Field.CLIENT_ID) && e.eventTime() <= time);
    }

    private static boolean noRevocationAround(List<TokenEvent> events, TokenEvent use) {
        return events.stream()
                .filter(is("token.revoked"))
                .noneMatch(b -> b.eventTime() >= use.eventTime() - 90 * SECOND
                        && b.eventTime() <= use.eventTime() + 15 * SECOND);
    }

    private static Stream<Found> sequences(
            List<TokenEvent> events,
            long timespan,
            BiPredicate<TokenEvent, TokenEvent> fits,
            String first,
            String second) {
        return events.stream()
                .filter(is(second))
                .filter(b -> events.stream()
                        .filter(is(first))
                        .anyMatch(a -> a.eventTime() < b.eventTime()
                                && b.eventTime() - a.eventTime() <= timespan
                                && fits.test(a, b)))
                .map(Found::by);
    }

    @Test
    void firstSeen() {
        agree(
                "type: first_seen, field: scope, forget_after: 60s, group-by: [client_id]",
                events -> unseen(failed(events).toList(), ModelTest::scopes, 60 * SECOND, 0, 0));
    }

    @Test
    void firstSeenAfterLearning() {
        agree(
                "type: first_seen, field: src.asn, forget_after: 75s, group-by: [client_id], "
                        + "learn: {for: 60s, min_events: 3}",
                events -> unseen(failed(events).toList(), ModelTest::networks, 75 * SECOND, 60 * SECOND, 3));
    }

    private static List<String> scopes(TokenEvent event) {
        String[] scopes = event.texts(Field.SCOPE);
        return scopes == null ? List.of() : Arrays.asList(scopes);
    }

    private static List<String> networks(TokenEvent event) {
        return event.has(Field.SRC_ASN) ? List.of(event.number(Field.SRC_ASN) + "") : List.of();
    }

    private static Stream<Found> unseen(
            List<TokenEvent> all, Function<TokenEvent, List<String>> values, long forgetAfter, long learn, int least) {
        List<TokenEvent> events = all.stream()
                .filter(e -> !values.apply(e).isEmpty())
                .sorted(ORDER)
                .toList();
        TreeSet<String> known = new TreeSet<>();
        events.forEach(event -> known.addAll(values.apply(event)));
        Map<String, List<TokenEvent>> sightings = new TreeMap<>();
        known.forEach(value -> sightings.put(
                value,
                events.stream().filter(e -> values.apply(e).contains(value)).toList()));
        List<Found> found = new ArrayList<>();
        sightings.forEach((value, seen) -> {
            for (int i = 0; i < seen.size(); i++) {
                long time = seen.get(i).eventTime();
                boolean isNew = i == 0 || time - seen.get(i - 1).eventTime() > forgetAfter;
                boolean learned = time - events.get(0).eventTime() >= learn
                        && events.stream().filter(e -> e.eventTime() < time).count() >= least;
                if (isNew && learned) {
                    found.add(Found.by(seen.get(i)));
                }
            }
        });
        return found.stream();
    }
}
