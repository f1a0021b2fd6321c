package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.list.ListFile;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped lists are what they should be, and do what they say. */
class ListsTest {
    private static final Map<String, String> LISTS = RuleFile.lists(RuleFile.ROOT);
    private static final String RULE = """
            id: listed
            version: 1
            title: Listed
            detection: {listed: {%s: lists/%s.yml}}
            suppress: {by: [client_id], for: 1h}
            """;

    static Stream<String> lists() {
        return LISTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void compilesAndSatisfiesItsSchema(String path) {
        RuleFile file = RuleFile.of(RuleFile.ROOT, path);
        Faults faults = new Faults();
        assertThat(ListFile.read(path, file.text(), faults)).isPresent();
        assertThat(faults.list()).isEmpty();
        assertThat(RuleSchema.faultsOfList(file)).isEmpty();
        assertThat(file.text()).startsWith("# yaml-language-server: $schema=../../schemas/");
    }

    private static Rule rule(String field, String list) {
        TreeMap<String, String> texts = new TreeMap<>(LISTS);
        texts.put("listed.yml", RULE.formatted(field, list));
        return new RuleFiles(texts).compile().rules().get(0);
    }

    private static boolean matches(String field, String list, String value, String tenant) {
        TokenEvent event = new TokenEvent();
        Field of = Field.of(field.substring(0, (field + "|").indexOf('|'))).orElseThrow();
        FieldValue.set(event, of, of.type().isTexts() ? List.of(value) : value);
        event.set(Field.TENANT, tenant);
        event.set(Field.EVENT_TIME, 1_767_571_200_000L);
        return rule(field, list).steps().get(0).predicate().test(event);
    }

    @ParameterizedTest
    @CsvSource({
        "user_agent|list, tool-user-agents, python-requests/2.32.3, true",
        "user_agent|list, tool-user-agents, CURL/8.5.0, true",
        "user_agent|list, tool-user-agents, Python/3.12 aiohttp/3.9.1, true",
        "user_agent|list, tool-user-agents, Mozilla/5.0 (X11; Linux x86_64) Firefox/142.0, false",
        "scope|list, sensitive-scopes, *, true",
        "scope|list, sensitive-scopes, Directory.ReadWrite.All, true",
        "scope|list, sensitive-scopes, openid, false",
        "scope|list, sensitive-scopes, repository, false",
        "src.ip|cidr|list, known-egress, 192.0.2.77, true",
        "src.ip|cidr|list, known-egress, 203.0.113.1, false",
        "src.asn|list, known-egress-networks, 64511, true",
        "src.asn|list, known-egress-networks, 64500, false"
    })
    void matches(String field, String list, String value, boolean expected) {
        assertThat(matches(field, list, value, "example")).isEqualTo(expected);
    }

    /** Samples say nothing of anybody's events. */
    @Test
    void samplesAreOfATenantThatNobodyIs() {
        assertThat(matches("src.ip|cidr|list", "known-egress", "192.0.2.77", "acme"))
                .isFalse();
        assertThat(LISTS.get("lists/known-slow-caches.yml")).contains("tenant: example");
    }
}
