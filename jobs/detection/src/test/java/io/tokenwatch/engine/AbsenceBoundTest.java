package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rehearsal;
import io.tokenwatch.testing.Rules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Far more events than are kept: whether nothing came is still told rightly, or not at all. */
class AbsenceBoundTest {
    private static final long SECOND = 1_000;

    private static RulePack silence(String more) {
        return Rules.pack("""
                id: silence
                version: 1
                title: silence
                detection: {one: {event_type: token.issued}, next: {event_type: token.issued}}
                correlation: {type: absence, steps: [one, next], group-by: [issuer], timespan: 60s%s}
                suppress: {by: [issuer], for: 1h}
                state: {max_evidence: 8}
                """.formatted(more));
    }

    /** Two seconds apart, but for one silence of a minute and a millisecond. */
    private static List<TokenEvent> stream(int before, int after) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < before + after; i++) {
            long pause = i < before ? 0 : 58 * SECOND + 1;
            events.add(Events.event("e" + i, i * (2 * SECOND) + pause, "token.issued", "issuer", "https://as"));
        }
        return events;
    }

    @Test
    void aSilenceAmongThousandsIsFoundAndNothingElse() {
        Dice.roll(5, dice -> {
            Rehearsal run = new Rehearsal(silence(""));
            dice.duplicated(stream(400, 400)).forEach(run::accept);
            assertThat(run.alerts())
                    .singleElement()
                    .returns(399 * (2 * SECOND) + 60 * SECOND, Alert::time)
                    .returns(1L, Alert::count);
        });
    }

    @Test
    void withoutTheSilenceThereIsNone() {
        Dice.roll(5, dice -> {
            Rehearsal run = new Rehearsal(silence(""));
            dice.shuffled(stream(800, 0)).forEach(run::accept);
            assertThat(run.alerts()).isEmpty();
        });
    }

    @Test
    void whatHadToGoIsNotCalledMissing() {
        Rehearsal run = new Rehearsal(silence(", where: [one.subject = next.subject]"));
        for (TokenEvent event : stream(400, 0)) {
            run.accept(Events.with(event, "subject", "s" + event.eventTime() / SECOND % 40));
        }
        assertThat(run.alerts()).isEmpty();
    }
}
