package io.tokenwatch.demo.traffic;

import static java.util.stream.Collectors.groupingBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules about theft and guessing, as {@link Definition} has the others. */
final class TheftDefinition {
    private static final long MINUTE = 60_000;
    private static final Set<String> ROAMING = Set.of("vpn", "relay", "mobile", "satellite");
    private static final Set<String> ANYWHERE = Set.of("vpn", "relay", "mobile", "satellite", "hosting", "tor");

    private final List<TokenEvent> events;
    private final TreeMap<String, Long> matches = new TreeMap<>();

    private TheftDefinition(List<TokenEvent> events) {
        this.events = events;
    }

    static Map<String, Long> matches(List<TokenEvent> events) {
        TheftDefinition definition = new TheftDefinition(events);
        definition.tools();
        definition.refreshReuse();
        definition.proofs();
        definition.codes();
        definition.guessing();
        definition.travel();
        return definition.matches;
    }

    private void tools() {
        of("token.validated", "success")
                .filter(event -> text(event, Field.SUBJECT_TYPE).equals("user"))
                .filter(event -> text(event, Field.USER_AGENT)
                        .toLowerCase(Locale.ROOT)
                        .matches("(python-requests/|python/|curl/|wget/).*|.*windowspowershell/.*"))
                .forEach(event -> found("tool-with-user-token", event, Field.SUBJECT, Field.CLIENT_ID));
    }

    private void refreshReuse() {
        for (List<TokenEvent> uses : grouped("token.refreshed", Field.TOKEN_ID)) {
            for (TokenEvent rotated : uses) {
                for (TokenEvent reused : uses) {
                    long gap = reused.eventTime() - rotated.eventTime();
                    if (gap <= 0 || !isSuccess(rotated) || !rotated.has(Field.GENERATION)) {
                        continue;
                    }
                    if (gap > MINUTE) {
                        found("refresh-token-reuse", reused, Field.TOKEN_ID);
                    }
                    if (rotated.number(Field.SRC_ASN) != reused.number(Field.SRC_ASN)
                            && !isOn(ROAMING, rotated)
                            && !isOn(ROAMING, reused)) {
                        found("refresh-token-reuse-elsewhere", reused, Field.TOKEN_ID);
                    }
                }
            }
        }
    }

    private void proofs() {
        of("token.validated", "success")
                .filter(event -> event.has(Field.CNF_JKT) && event.has(Field.PROOF_JKT))
                .filter(event -> !text(event, Field.CNF_JKT).equals(text(event, Field.PROOF_JKT)))
                .forEach(event -> found("dpop-key-mismatch", event, Field.TOKEN_ID));
    }

    private void codes() {
        for (List<TokenEvent> uses : grouped("code.redeemed", Field.TOKEN_ID)) {
            for (TokenEvent redeemed : uses) {
                for (TokenEvent again : uses) {
                    long gap = again.eventTime() - redeemed.eventTime();
                    if (isSuccess(redeemed) && gap > 2_000 && gap <= 10 * MINUTE) {
                        found("authorization-code-reuse", again, Field.TOKEN_ID);
                    }
                }
            }
        }
    }

    private void guessing() {
        for (List<TokenEvent> all : grouped("token.issued", Field.SRC_IP)) {
            List<TokenEvent> failed = all.stream()
                    .filter(event -> Set.of("invalid_client", "invalid_grant", "unauthorized_client")
                            .contains(text(event, Field.ERROR)))
                    .sorted(Comparator.comparingLong(TokenEvent::eventTime))
                    .toList();
            for (int last = 29; last < failed.size(); last++) {
                if (failed.get(last).eventTime() - failed.get(last - 29).eventTime() <= 5 * MINUTE) {
                    found("token-endpoint-brute-force", failed.get(last), Field.SRC_IP);
                }
            }
        }
    }

    private void travel() {
        for (List<TokenEvent> logins : grouped("token.issued", Field.SUBJECT)) {
            List<TokenEvent> placed = logins.stream()
                    .filter(event -> isSuccess(event) && event.has(Field.SRC_LAT) && !isOn(ANYWHERE, event))
                    .toList();
            for (TokenEvent here : placed) {
                for (TokenEvent there : placed) {
                    // Planted in three places of three countries, all of them more than half a day's flight apart.
                    long gap = there.eventTime() - here.eventTime();
                    if (gap > 0
                            && gap < 5 * 60 * MINUTE
                            && !text(here, Field.SRC_COUNTRY).equals(text(there, Field.SRC_COUNTRY))) {
                        found("impossible-travel", there, Field.SUBJECT);
                    }
                }
            }
        }
    }

    private Stream<TokenEvent> of(String type, String outcome) {
        return events.stream()
                .filter(event -> text(event, Field.EVENT_TYPE).equals(type)
                        && text(event, Field.OUTCOME).equals(outcome));
    }

    private Collection<List<TokenEvent>> grouped(String type, Field key) {
        return new ArrayList<>(events.stream()
                .filter(event -> text(event, Field.EVENT_TYPE).equals(type) && event.has(key))
                .collect(groupingBy(event -> text(event, Field.TENANT) + ' ' + text(event, key)))
                .values());
    }

    private void found(String ruleId, TokenEvent event, Field... fields) {
        Map<String, String> key = new TreeMap<>();
        for (Field field : fields) {
            key.put(field.fieldName(), text(event, field));
        }
        matches.merge(Definition.match(ruleId, text(event, Field.TENANT), key), event.eventTime(), Math::min);
    }

    private static boolean isSuccess(TokenEvent event) {
        return text(event, Field.OUTCOME).equals("success");
    }

    private static boolean isOn(Set<String> networks, TokenEvent event) {
        return networks.contains(text(event, Field.SRC_AS_TYPE));
    }

    private static String text(TokenEvent event, Field field) {
        return String.valueOf(event.text(field));
    }
}
