package io.tokenwatch.posture.testing;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import java.util.ArrayList;
import java.util.List;

/** Random events about so few grants that they meet in all ways. */
public final class SmallWorld {
    public static final long START = 1_772_442_000_000L;
    public static final long LENGTH = 1_800_000;

    private final Dice dice;
    private final boolean orderly;

    public SmallWorld(Dice dice) {
        this(dice, false);
    }

    /** @param orderly tokens are issued before they are used, and outlive everything: as far as time goes, nothing changes */
    public SmallWorld(Dice dice, boolean orderly) {
        this.dice = dice;
        this.orderly = orderly;
    }

    /** At most so many. */
    public List<TokenEvent> events(int most) {
        return exactly(dice.below(most + 1));
    }

    public List<TokenEvent> exactly(int count) {
        List<TokenEvent> events = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            events.add(event("e" + i));
        }
        return events;
    }

    private TokenEvent event(String id) {
        long time = START + dice.below((int) (LENGTH / 10_000)) * 10_000L;
        int family = dice.below(3);
        int token = dice.below(6);
        String client = "c" + family % 2;
        String subject = "u" + family;
        TokenEvent event =
                switch (dice.below(9)) {
                    case 0, 1 -> issued(id, time, family, token, client, subject);
                    case 2, 3, 4 -> used(id, time, token, client);
                    case 5 ->
                        Events.event(
                                id,
                                time,
                                "token.refreshed",
                                "outcome",
                                dice.pick("success", "failure", "unknown"),
                                "client_id",
                                client,
                                "subject",
                                subject,
                                "family_id",
                                "f" + family,
                                "token_kind",
                                "refresh",
                                "generation",
                                dice.below(5),
                                "duration_ms",
                                dice.below(400));
                    case 6 -> revoked(id, time, family, token, client, subject);
                    case 7 ->
                        Events.event(
                                id,
                                time,
                                dice.pick("client.registered", "client.updated"),
                                "outcome",
                                "success",
                                "client_id",
                                client,
                                "client.owner",
                                dice.pick("team-a", "team-b"));
                    default ->
                        Events.event(
                                id,
                                time,
                                dice.pick("key.published", "consent.denied", "account.disabled"),
                                "outcome",
                                "success",
                                "kid",
                                "k" + dice.below(2),
                                "client_id",
                                client,
                                "subject",
                                subject);
                };
        return Events.with(Events.with(event, "issuer", "https://login.example"), "source", "idp");
    }

    private TokenEvent issued(String id, long at, int family, int token, String client, String subject) {
        long time = orderly ? START : at;
        long life = orderly ? 864_000_000 : 600_000;
        TokenEvent event = Events.event(
                id,
                time,
                "token.issued",
                "outcome",
                dice.pick("success", "success", "failure"),
                "client_id",
                client,
                "subject",
                subject,
                "token_id",
                "t" + token,
                "token_kind",
                "access",
                "token_type",
                "bearer",
                "session_id",
                "s" + family,
                "scope",
                List.of("read", dice.pick("write", "admin")),
                "grant_type",
                dice.pick("authorization_code", "refresh_token"),
                "expires_at",
                time + life,
                "issued_at",
                time,
                "kid",
                "k" + dice.below(2));
        return token % 3 == 0 ? event : Events.with(event, "family_id", "f" + token % 3);
    }

    private TokenEvent used(String id, long time, int token, String client) {
        TokenEvent event = Events.event(
                id,
                time,
                dice.pick("token.validated", "token.introspected"),
                "outcome",
                dice.pick("success", "success", "failure"),
                "client_id",
                client,
                "token_id",
                "t" + token,
                "resource_server",
                dice.pick("orders", "billing"),
                "used_scope",
                List.of("read"),
                "src.asn",
                64_500 + dice.below(3),
                "duration_ms",
                dice.below(300),
                "deny_reason",
                "revoked",
                "kid",
                "k" + dice.below(2));
        boolean named = token % 3 != 0 && dice.chance(0.5);
        return named ? Events.with(event, "family_id", "f" + token % 3) : event;
    }

    private TokenEvent revoked(String id, long time, int family, int token, String client, String subject) {
        String scope = dice.pick("token", "family", "session", "user_client", "subject", "client");
        TokenEvent event = Events.event(
                id,
                time,
                "token.revoked",
                "outcome",
                "success",
                "revocation_scope",
                scope,
                "initiator",
                "desk",
                "reason",
                "r" + dice.below(2),
                "revoked_at",
                time + dice.below(3) * 1_000L);
        return switch (scope) {
            case "token" -> Events.with(event, "token_id", "t" + token);
            case "family" -> Events.with(event, "family_id", "f" + family);
            case "session" -> Events.with(event, "session_id", "s" + family);
            case "user_client" -> Events.with(Events.with(event, "subject", subject), "client_id", client);
            case "subject" -> Events.with(event, "subject", subject);
            default -> Events.with(event, "client_id", client);
        };
    }
}
