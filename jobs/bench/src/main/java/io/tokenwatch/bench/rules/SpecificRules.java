package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.workload.Dice;
import io.tokenwatch.bench.workload.Scopes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules about one thing each. Of twenty, twelve ask for equal values besides the event type, eight for other things too or only. */
final class SpecificRules {
    private static final List<String> TYPES = List.of("token.issued", "token.validated", "token.refreshed");

    private SpecificRules() {}

    static String text(Dice dice) {
        return "detection: {chosen: {" + selection(dice) + "}" + correlation(dice);
    }

    private static String selection(Dice dice) {
        String used = "event_type: token.validated, outcome: success";
        return switch (dice.below(20)) {
            case 0, 1, 2, 3 -> "event_type: " + pick(dice, TYPES) + ", client_id: " + client(dice);
            case 4, 5 -> "event_type: token.validated, client_id: [" + several(dice, 3) + "], error: " + error(dice);
            case 6, 7 ->
                "event_type: token.issued, scope: " + scope(dice) + ", grant_type: " + pick(dice, Scenery.GRANTS);
            case 8 ->
                "event_type: token.issued, scope: [" + scope(dice) + ", " + scope(dice) + "], client_type: "
                        + pick(dice, Scenery.CLIENT_TYPES);
            case 9 -> "outcome: failure, error: " + error(dice) + ", src.country: " + country(dice);
            case 10, 11 -> used + ", src.asn: [" + networks(dice) + "]";
            case 12 -> used + ", resource_server: " + server(dice) + ", src.as_type: " + pick(dice, Scenery.AS_TYPES);
            case 13 -> used + ", client_id: [" + several(dice, 100) + "], src.as_type: hosting";
            case 14 -> used + ", src.ip|cidr: [" + network(dice) + ", " + network(dice) + "]";
            case 15 -> used + ", resource_server: " + server(dice) + ", src.ip|cidr: " + network(dice);
            case 16 ->
                used + ", user_agent|contains: [curl, python, " + pick(dice, List.of("wget", "nikto", "sqlmap"))
                        + "], src.country: " + country(dice);
            case 17 ->
                "event_type: token.issued, user_agent|startswith: " + pick(dice, List.of("curl/", "Go-http"))
                        + ", src.asn|gte: " + (65_000 + dice.below(900));
            case 18 ->
                "event_type: token.issued, client_type: public, user_agent|re: '(curl|wget)/[0-" + (1 + dice.below(9))
                        + "]'";
            default -> used + ", client_id|startswith: c1" + (100 + dice.below(400)) + ", src.as_type: hosting";
        };
    }

    private static String correlation(Dice dice) {
        String key = pick(dice, List.of("token_id", "token_id", "client_id", "client_id", "subject"));
        int seconds = 60 * (1 + dice.below(10));
        String form = dice.below(4) == 0
                ? ""
                : switch (dice.below(5)) {
                    case 0, 1 ->
                        "type: event_count, condition: {gte: " + (5 + dice.below(30)) + "}, timespan: " + seconds + "s";
                    case 2 ->
                        "type: value_count, condition: {field: src.asn, gte: " + (3 + dice.below(5)) + "}, timespan: "
                                + seconds + "s";
                    case 3 -> "type: temporal_ordered, steps: [revoked, chosen], timespan: " + seconds + "s";
                    default ->
                        "type: first_seen, field: src.country, learn: {min_events: 20}, forget_after: " + seconds + "s";
                };
        String revoked = form.contains("revoked") ? ", revoked: {event_type: token.revoked}" : "";
        return revoked + "}\n"
                + (form.isEmpty() ? "" : "correlation: {" + form + ", group-by: [" + key + "]}\n")
                + "suppress: {by: [" + key + "], for: 1h}\n";
    }

    private static String pick(Dice dice, List<String> choices) {
        return choices.get(dice.below(choices.size()));
    }

    private static String client(Dice dice) {
        return "c" + (10_000 + dice.below(5_000));
    }

    private static String several(Dice dice, int most) {
        return IntStream.rangeClosed(0, dice.below(most))
                .mapToObj(i -> client(dice))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String networks(Dice dice) {
        return IntStream.rangeClosed(0, dice.below(20))
                .mapToObj(i -> "" + (64_000 + dice.below(2_000)))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String network(Dice dice) {
        return "10." + dice.below(256) + "." + 16 * dice.below(16) + ".0/20";
    }

    private static String scope(Dice dice) {
        return "'" + Scopes.text(dice.below(Scopes.COUNT)) + "'";
    }

    private static String error(Dice dice) {
        return pick(dice, Scenery.ERRORS);
    }

    private static String country(Dice dice) {
        return Scenery.country(dice.below(60));
    }

    private static String server(Dice dice) {
        return "rs" + (10 + dice.below(64));
    }
}
