package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.Events;
import io.tokenwatch.yaml.FaultyFileException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules that name lists and exceptions. */
class ListedTest {
    private static final long JULY = 1_782_864_000_000L;
    private static final String RULE = """
            id: listed
            version: 1
            title: Listed
            detection: {egress: {src.ip|cidr|list: lists/egress.yml}}
            exceptions: lists/slow.yml
            suppress: {by: [client_id], for: 1h}
            """;
    private static final String EGRESS = """
            {id: egress, title: t, owner: o, entries: [
              {value: 192.0.2.0/24, reason: r}, {value: 192.0.3.0/24, reason: r},
              {value: 198.51.100.0/24, reason: r, tenant: acme, expires: 2026-07-01}]}
            """;
    private static final String SLOW = """
            {id: slow, title: t, owner: o, entries: [
              {match: {client_id: [c1, c2], src.asn|gt: 64500}, reason: r, expires: 2026-07-01},
              {match: {client_id: c3}, tenant: acme, reason: r, expires: never}]}
            """;

    private static RuleFiles files(String rule, String egress, String slow) {
        return new RuleFiles(
                new TreeMap<>(Map.of("a/listed.yml", rule, "lists/egress.yml", egress, "lists/slow.yml", slow)));
    }

    private static Rule rule() {
        return files(RULE, EGRESS, SLOW).compile().rules().get(0);
    }

    private static boolean matches(long time, Object... fields) {
        TokenEvent event = Events.event("e", time, "x", fields);
        return rule().steps().get(0).predicate().test(event);
    }

    @Test
    void aValueCountsForItsTenantAndUntilItsEndInEventTime() {
        assertThat(matches(0, "src.ip", "192.0.2.7")).isTrue();
        assertThat(matches(0, "src.ip", "203.0.113.7")).isFalse();
        assertThat(matches(JULY - 1, "src.ip", "198.51.100.7")).isTrue();
        assertThat(matches(JULY, "src.ip", "198.51.100.7")).isFalse();
        assertThat(matches(0, "src.ip", "198.51.100.7", "tenant", "other")).isFalse();
    }

    @Test
    void anExceptionTakesTheEventAwayForItsTenantAndUntilItsEnd() {
        assertThat(matches(0, "src.ip", "192.0.2.7", "client_id", "c1", "src.asn", 64_501))
                .isFalse();
        assertThat(matches(0, "src.ip", "192.0.2.7", "client_id", "c1", "src.asn", 64_500))
                .isTrue();
        assertThat(matches(JULY, "src.ip", "192.0.2.7", "client_id", "c1", "src.asn", 64_501))
                .isTrue();
        assertThat(matches(JULY, "src.ip", "192.0.2.7", "client_id", "c3")).isFalse();
        assertThat(matches(0, "src.ip", "192.0.2.7", "client_id", "c3", "tenant", "other"))
                .isTrue();
    }

    @Test
    void aListIsPartOfThePackButDoesNotShapeTheState() {
        RulePack pack = files(RULE, EGRESS, SLOW).compile();
        RulePack edited =
                files(RULE, EGRESS, SLOW.replace("[c1, c2]", "[c1, c9]")).compile();
        assertThat(edited.hash()).isNotEqualTo(pack.hash());
        assertThat(edited.rules().get(0).shape()).isEqualTo(pack.rules().get(0).shape());
        String comment = "# nothing else\n" + SLOW;
        assertThat(files(RULE, EGRESS, comment).compile().hash()).isEqualTo(pack.hash());
    }

    @Test
    void faultsOfAListAreToldOnceWithItsLine() {
        String second = RULE.replace("id: listed", "id: again");
        RuleFiles files = files(RULE, EGRESS.replace("192.0.3.0/24", "192.0.3.0/40"), SLOW);
        files.texts().put("a/again.yml", second);
        assertThatThrownBy(files::compile)
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("lists/egress.yml:2:45: '192.0.3.0/40' is no network")
                .hasMessageContaining("{value: 192.0.3.0/40, reason: r}")
                .satisfies(e -> assertThat(((FaultyFileException) e).faults()).hasSize(1));
        assertThatThrownBy(files(RULE, EGRESS, SLOW.replace("client_id: c3", "clientid: c3"))::compile)
                .hasMessageContaining("lists/slow.yml:3:12: 'clientid' is no field: did you mean 'client_id'?");
        assertThatThrownBy(files(RULE, EGRESS, SLOW.replace("reason: r, ", ""))::compile)
                .hasMessageContaining("lists/slow.yml:2:3: 'reason' is missing");
    }

    @Test
    void aListThatIsNotThereOrOfTheOtherKindIsAFault() {
        assertThatThrownBy(files(RULE.replace("slow", "slw"), EGRESS, SLOW)::compile)
                .hasMessageContaining(
                        "a/listed.yml:5:13: there is no list 'lists/slw.yml': did you mean 'lists/slow.yml'?");
        assertThatThrownBy(files(RULE.replace("slow", "egress"), EGRESS, SLOW)::compile)
                .hasMessageContaining("'lists/egress.yml' is no list of exceptions");
        assertThatThrownBy(files(RULE.replace("egress.yml", "slow.yml"), EGRESS, SLOW)::compile)
                .hasMessageContaining("'lists/slow.yml' is a list of exceptions");
    }
}
