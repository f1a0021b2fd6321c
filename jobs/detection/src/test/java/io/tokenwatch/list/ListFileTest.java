package io.tokenwatch.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.yaml.Faults;
import java.util.List;
import org.junit.jupiter.api.Test;

/** List files, and what strangers get wrong in them. */
class ListFileTest {
    private static final String VALUES = """
            id: egress
            title: Shared egress
            owner: network operations
            entries:
              - {value: 192.0.2.0/24, reason: office, tenant: acme, expires: 2026-07-01}
              - {value: 198.51.100.0/24, reason: relay, owner: somebody else}
            """;

    private static List<String> faults(String text) {
        Faults faults = new Faults();
        ListFile.read("lists/egress.yml", text, faults);
        return faults.list().stream()
                .map(fault -> fault.place() + ": " + fault.message() + ": " + fault.advice())
                .toList();
    }

    private static void isTold(String instead, String write, String... says) {
        assertThat(VALUES).contains(instead);
        assertThat(faults(VALUES.replace(instead, write))).containsExactly(says);
    }

    @Test
    void entriesKnowTheirTenantAndTheirEnd() {
        ListFile list = ListFile.read("lists/egress.yml", VALUES, new Faults()).orElseThrow();
        assertThat(faults(VALUES)).isEmpty();
        assertThat(list.ofExceptions()).isFalse();
        assertThat(list.entries()).extracting(ListEntry::expires).containsExactly(1_782_864_000_000L, Long.MAX_VALUE);
        assertThat(list.entries().get(0).tenant()).contains("acme");
        assertThat(list.entries().get(1).tenant()).isEmpty();
    }

    @Test
    void faultsHavePlaceAndAdvice() {
        isTold(
                "id: egress",
                "id: exits",
                "lists/egress.yml:1:5: the file is not named after the list: write 'id: egress' or rename the file");
        isTold(
                "title: Shared egress\n",
                "",
                "lists/egress.yml:1:1: 'title' is missing: add 'title: What the entries have in common'");
        isTold(
                "owner: network operations\n",
                "",
                "lists/egress.yml:4:5: 'owner' is missing: add 'owner: who answers for it'");
        isTold(
                "2026-07-01",
                "2026-06-31",
                "lists/egress.yml:5:66: '2026-06-31' is no date: write such as 2027-01-01, the first day without it, or never");
        isTold("reason: office, ", "", "lists/egress.yml:5:5: 'reason' is missing: add 'reason: why it is here'");
        isTold(
                "tenant: acme",
                "tennant: acme",
                "lists/egress.yml:5:43: 'tennant' is not a key here: did you mean 'tenant'?");
        isTold(
                "{value: 198.51.100.0/24",
                "{match: {client_id: c}",
                "lists/egress.yml:6:5: 'value' is missing: add 'value: 192.0.2.0/24'",
                "lists/egress.yml:6:6: 'match' is not a key here: use one of expires, owner, reason, tenant, value");
        assertThat(faults("{id: egress, title: t, owner: o, entries: []}"))
                .containsExactly("lists/egress.yml:1:43: the list is empty: add '- {value: …, reason: …}'");
        assertThat(faults("{id: egress, title: t, owner: o, entries: [{value: a, reason: r}, {value: a, reason: s}]}"))
                .containsExactly("lists/egress.yml:1:75: this entry is here twice: keep one");
    }

    @Test
    void anExceptionMustSayWhenItEnds() {
        assertThat(faults("{id: egress, title: t, owner: o, entries: [{match: {client_id: c}, reason: r}]}"))
                .containsExactly("lists/egress.yml:1:44: 'expires' is missing: add 'expires: 2027-01-01'");
        assertThat(
                        faults(
                                "{id: egress, title: t, owner: o, entries: [{match: {client_id: c}, reason: r, expires: never}]}"))
                .isEmpty();
    }
}
