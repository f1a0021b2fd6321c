package io.tokenwatch.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.posture.testing.SmallWorld;
import io.tokenwatch.posture.testing.Written;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.testing.Dice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same events give the same documents. */
class PostureLawsTest {
    private static final int TIMES = 300;
    private static final long END = SmallWorld.START + SmallWorld.LENGTH;

    @Test
    void orderAndRepetitionDoNotMatter() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = new SmallWorld(dice).events(40);
            long now = SmallWorld.START + dice.below((int) (3 * SmallWorld.LENGTH));
            assertThat(Written.of(dice.duplicated(events), now)).isEqualTo(Written.of(events, now));
        });
    }

    @Test
    void whatTimeItWasInBetweenDoesNotMatter() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = new SmallWorld(dice).events(30);
            LocalPosture often = new LocalPosture(PosturePolicy.DEFAULT);
            for (TokenEvent event : dice.shuffled(events)) {
                often.accept(event);
                if (dice.chance(0.3)) {
                    often.close(SmallWorld.START); // nothing is due by then, all is written
                }
            }
            often.close(END);
            assertThat(Written.of(often)).isEqualTo(Written.of(events, END));
        });
    }

    @Test
    void anExcerptSaysAllThatIsLookedAt() {
        Dice.roll(TIMES, dice -> {
            List<TokenEvent> events = new SmallWorld(dice).events(30);
            LocalPosture posture = new LocalPosture(PosturePolicy.DEFAULT);
            for (TokenEvent event : events) {
                BytesOut out = new BytesOut();
                Excerpt.encode(event, out);
                TokenEvent read = new TokenEvent();
                Excerpt.decode(new BytesIn(out.toByteArray()), read);
                read.set(Field.EVENT_ID, event.text(Field.EVENT_ID));
                posture.accept(read);
            }
            posture.close(END);
            assertThat(Written.of(posture)).isEqualTo(Written.of(events, END));
        });
    }

    /** Else the laws would speak of nothing. */
    @Test
    void theSmallWorldShowsEveryStateAndEveryIndicator() {
        StringBuilder all = new StringBuilder();
        Dice.roll(60, dice -> {
            long now = SmallWorld.START + dice.below((int) (2 * SmallWorld.LENGTH));
            Written.of(new SmallWorld(dice).events(60), now).values().forEach(all::append);
            Written.of(new SmallWorld(dice).events(10), now + 40L * 86_400_000)
                    .values()
                    .forEach(all::append);
        });
        assertThat(all.toString())
                .contains("\"active\"", "\"revoked\"", "\"expired\"", "\"suspended\"", "\"dormant\"")
                .contains("\"family_hash\"", "\"hash\"", "\"owner\":\"team-a\"", "\"last_seen_after\"")
                .contains("\"M1\"", "\"M2\"", "\"M3\"", "\"M4\"", "\"M5\"", "\"M6\"", "\"M7\"", "\"M8\"")
                .contains("\"M9\"", "\"M10\"", "\"L3\"", "\"K1\"", "\"T1\"", "\"T5\"");
    }
}
