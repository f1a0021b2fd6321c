package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.testing.Dice;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProspectsTest {
    /** What each event meets, by the router that foresaw it. */
    private final Map<TokenEvent, Integer> met = new IdentityHashMap<>();

    private static final int SHAPE = 4711;
    private static final int FIRST = 1;
    private static final int SECOND = 2;

    @Test
    void aKeyHasWhatWasWrittenDown() {
        Prospects prospects = new Prospects(1 << 16);
        prospects.note(1, 2L << 16, SHAPE, FIRST);
        assertThat(prospects.has(1, 2L << 16, SHAPE, FIRST)).isTrue();
        assertThat(prospects.has(1, 2L << 16, SHAPE, FIRST | SECOND)).isFalse();
        assertThat(prospects.has(1, 3L << 16, SHAPE, FIRST)).isFalse();
        assertThat(prospects.has(1, 2L << 16, SHAPE + 1, FIRST)).isFalse();
        prospects.note(1, 2L << 16, SHAPE, SECOND);
        assertThat(prospects.has(1, 2L << 16, SHAPE, FIRST | SECOND)).isTrue();
    }

    @Test
    void stepsThatAreGivenUpAndThoseBeyondTheTableAreNotAskedFor() {
        Prospects prospects = new Prospects(64);
        assertThat(prospects.asked(SHAPE, 0x3FF)).isEqualTo(0xFF);
        prospects.giveUp(SHAPE, SECOND);
        prospects.giveUp(SHAPE, 8);
        assertThat(prospects.asked(SHAPE, 0x3FF)).isEqualTo(0xF5);
        assertThat(prospects.asked(SHAPE + 1, SECOND)).isEqualTo(SECOND);
    }

    /** However small the table; every shipped type of correlation, a few events at a time so that most keys lack something. */
    @ParameterizedTest
    @ValueSource(ints = {1, 256, 1 << 16})
    void whatIsLeftOutWouldHaveFoundNothing(int memory) {
        int[] records = new int[2];
        int[] alerts = new int[1];
        Dice.roll(150, dice -> {
            List<TokenEvent> events = Traffic.sorted(Traffic.events(dice, dice.below(24)));
            Prospects prospects = new Prospects(memory);
            PackRouter foreseeing = router(new Feeds(), prospects);
            for (TokenEvent event : events) {
                met.put(event, foreseeing.foresee(event));
                assertThat(met.get(event) != PackRouter.NONE)
                        .isEqualTo(router(new Feeds(), null).selects(event));
            }
            if (!events.isEmpty() && dice.chance(0.5)) {
                prospects.reach(
                        events.get(0).eventTime(), events.get(events.size() - 1).eventTime());
            }
            List<String> all = alerts(events, null, records, 0);
            assertThat(alerts(events, prospects, records, 1)).isEqualTo(all);
            alerts[0] += all.size();
        });
        assertThat(alerts[0]).isPositive();
        assertThat(records[1]).as("records").isLessThan(records[0]);
    }

    /** After so many events, a step that most of them meet is no longer written down; the answer stays. */
    @Test
    void whatIsCommonIsGivenUp() {
        Dice.roll(1, dice -> {
            List<TokenEvent> events = Traffic.sorted(Traffic.events(dice, 100));
            Prospects prospects = new Prospects(1 << 16);
            PackRouter foreseeing = router(new Feeds(), prospects);
            for (int i = 0; i < 200; i++) {
                events.forEach(event -> met.put(event, foreseeing.foresee(event)));
            }
            int[] records = new int[2];
            assertThat(alerts(events, prospects, records, 1)).isEqualTo(alerts(events, null, records, 0));
            int shape = Traffic.PACK.active().stream()
                    .filter(rule -> rule.id().equals("renamed"))
                    .findFirst()
                    .orElseThrow()
                    .shape();
            assertThat(prospects.asked(shape, FIRST | SECOND)).isEqualTo(FIRST);
        });
    }

    private static PackRouter router(Feeds feeds, @Nullable Prospects prospects) {
        return new PackRouter(new Plans(PackLog.of(Traffic.PACK)), feeds, prospects);
    }

    private List<String> alerts(List<TokenEvent> events, @Nullable Prospects prospects, int[] records, int which) {
        LocalEngine engine = new LocalEngine(Traffic.PACK);
        PackRouter router = router(engine.feeds(), prospects);
        for (TokenEvent event : events) {
            engine.reach(event.eventTime());
            engine.advance(event.eventTime());
            router.route(
                    event,
                    prospects == null ? PackRouter.SOME : met.getOrDefault(event, PackRouter.SOME),
                    0,
                    record -> {
                        records[which]++;
                        engine.accept(record);
                    });
        }
        Collection<Alert> standing = engine.alerts();
        return standing.stream().map(AlertJson::line).toList();
    }
}
