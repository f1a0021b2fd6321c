package io.tokenwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fragments merge: a grant is what was said of it, whoever heard which part first. */
class GrantTest {
    private static final int TIMES = 300;

    private static Grant fragment(Dice dice) {
        Grant grant = new Grant();
        long time = dice.below(50);
        for (int i = dice.below(6); i > 0; i--) {
            grant.say(dice.pick(Attribute.values()), "v" + dice.below(4), time);
            grant.say(dice.pick(Moment.values()), dice.below(50));
            grant.granted().add("s" + dice.below(90));
            grant.networks().add("AS" + dice.below(40));
            grant.revoked(new Revocation(dice.pick("family", "client"), "", "o" + dice.below(3), "", time, time + 1));
            grant.acceptances().add(new Acceptance("t" + dice.below(20), "rs" + dice.below(20)), time);
            grant.alerted("a" + dice.below(40), new AlertState(time, time % 2 == 0, (double) time));
        }
        return grant;
    }

    private static List<Grant> fragments(Dice dice) {
        List<Grant> fragments = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            fragments.add(fragment(dice));
        }
        return fragments;
    }

    private static byte[] bytes(Grant grant) {
        BytesOut out = new BytesOut();
        grant.encode(out);
        return out.toByteArray();
    }

    private static Grant merged(List<Grant> fragments) {
        Grant whole = new Grant();
        fragments.forEach(whole::merge);
        return whole;
    }

    @Test
    void mergesInAnyOrderAndRepeatedly() {
        Dice.roll(TIMES, dice -> {
            List<Grant> fragments = fragments(dice);
            assertThat(bytes(merged(dice.duplicated(fragments)))).isEqualTo(bytes(merged(fragments)));
        });
    }

    @Test
    void mergesPartsOfPartsAsTheWhole() {
        Dice.roll(TIMES, dice -> {
            List<Grant> fragments = fragments(dice);
            int cut = dice.below(fragments.size());
            Grant left = merged(fragments.subList(0, cut));
            left.merge(merged(fragments.subList(cut, fragments.size())));
            assertThat(bytes(left)).isEqualTo(bytes(merged(fragments)));
        });
    }

    @Test
    void survivesItsSerializer() {
        Dice.roll(TIMES, dice -> {
            Grant grant = merged(fragments(dice));
            assertThat(bytes(Grant.decode(new BytesIn(bytes(grant))))).isEqualTo(bytes(grant));
            assertThat(Grant.decode(new BytesIn(bytes(grant))).truncated()).isEqualTo(grant.truncated());
        });
    }

    @Test
    void isBoundedAndSaysSo() {
        Dice.roll(3, dice -> {
            Grant grant = new Grant();
            for (int i = 0; i < 2_000; i++) {
                grant.merge(fragment(dice));
                grant.granted().add("scope" + i);
                grant.used().add("scope" + i);
                grant.networks().add("AS" + i);
                grant.revoked(new Revocation("client", "", "", "", i, i));
                grant.acceptances().add(new Acceptance("token" + i, ""), i);
                grant.alerted("alert" + i, new AlertState(i, true, 50));
            }
            assertThat(bytes(grant)).hasSizeLessThan(8_000);
            assertThat(grant.truncated())
                    .containsExactly("acceptances", "alerts", "networks", "revocations", "scope.granted", "scope.used");
        });
    }
}
