package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.workload.Dice;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.List;
import java.util.Objects;

/** What PB-1's events leave out and rules ask for: grants, errors, user agents, countries, and the subject of a use. */
final class Scenery {
    static final List<String> GRANTS = List.of(
            "authorization_code",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:token-exchange");
    static final List<String> ERRORS = List.of(
            "invalid_client",
            "invalid_grant",
            "invalid_scope",
            "unauthorized_client",
            "expired_token",
            "invalid_token");
    static final List<String> AUTH_METHODS =
            List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
    static final List<String> CLIENT_TYPES = List.of("public", "confidential", "workload");
    static final List<String> AS_TYPES = List.of("isp", "hosting", "business", "education");
    /** The last ones are tools, and rare. */
    static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Apache-HttpClient/5.4 (Java/17.0.15)",
            "okhttp/4.12.0",
            "curl/8.14.1",
            "python-requests/2.32.4",
            "Go-http-client/2.0");

    private static final int FIRST_TOOL = 5;

    private Scenery() {}

    /** Adds it: always the same to the same event. */
    static void addTo(TokenEvent event) {
        long client = bits(event.text(Field.CLIENT_ID));
        long own = bits(event.text(Field.EVENT_ID));
        String type = event.text(Field.EVENT_TYPE);
        event.set(Field.CLIENT_TYPE, pick(CLIENT_TYPES, client));
        event.set(
                Field.USER_AGENT, AGENTS.get(below(own >>> 32, 50) == 0 ? tool(own) : below(client >>> 8, FIRST_TOOL)));
        if (event.has(Field.SRC_ASN)) {
            event.set(Field.SRC_AS_TYPE, pick(AS_TYPES, Dice.mix(event.number(Field.SRC_ASN))));
            event.set(Field.SRC_COUNTRY, country(Dice.mix(~event.number(Field.SRC_ASN))));
        }
        if ("token.issued".equals(type) || "token.refreshed".equals(type)) {
            event.set(Field.GRANT_TYPE, "token.issued".equals(type) ? pick(GRANTS, client >>> 16) : "refresh_token");
            event.set(Field.AUTH_METHOD, pick(AUTH_METHODS, client >>> 24));
        }
        if ("failure".equals(event.text(Field.OUTCOME))) {
            event.set(Field.ERROR, pick(ERRORS, own));
        }
        if (!event.has(Field.SUBJECT)) {
            event.set(Field.SUBJECT, "u" + (bits(event.text(Field.TOKEN_ID)) >>> 44));
        }
    }

    static String country(long bits) {
        int number = below(bits, 60);
        return "" + (char) ('A' + number % 20) + (char) ('A' + number / 20 * 7);
    }

    private static int tool(long bits) {
        return FIRST_TOOL + below(bits >>> 16, AGENTS.size() - FIRST_TOOL);
    }

    private static String pick(List<String> choices, long bits) {
        return choices.get(below(bits, choices.size()));
    }

    private static int below(long bits, int bound) {
        return (int) ((bits & 0xFFFF) % bound);
    }

    private static long bits(@org.jspecify.annotations.Nullable String text) {
        return Dice.mix(Objects.requireNonNullElse(text, "").hashCode());
    }
}
