package io.tokenwatch.demo.traffic;

import java.util.List;
import java.util.function.Consumer;

/** Uses around a revocation that are all right. */
final class RevocationDecoys extends Script {
    private static final long GRACE_MILLIS = 30_000;
    private static final List<RevocationScope> ANY = List.of(RevocationScope.values());
    /** Those under which a new token may come after the revocation. */
    private static final List<RevocationScope> LASTING = List.of(
            RevocationScope.SESSION, RevocationScope.USER_CLIENT, RevocationScope.SUBJECT, RevocationScope.CLIENT);

    private final Consumer<Decoy> played;

    RevocationDecoys(World world, Cast cast, Consumer<Decoy> played) {
        super(world, cast);
        this.played = played;
    }

    void withinGrace(long point) {
        long after = dice.between(2_000, 29_000);
        usedAfter(point, after, "grace", "A resource server may need 30 s to hear of a revocation.");
    }

    void exactlyAtTheLimit(long point) {
        usedAfter(point, GRACE_MILLIS, "grace-limit", "Exactly 30 s after the revocation is still within the grace.");
    }

    private void usedAfter(long point, long after, String kind, String whySilent) {
        RevocationScope scope = dice.pick(ANY);
        Grant grant = fitting(scope, point);
        revokedAt(point - after, scope, grant);
        agenda.at(point, at -> {
            log.validated(at, grant, grant.origin);
            tell(scope, grant, kind, at, "is used %d ms after the revocation".formatted(after), whySilent);
        });
    }

    /** A new login carries the same session, subject or client, and a token issued after the revocation. */
    void loginAgain(long point) {
        RevocationScope scope = dice.pick(LASTING);
        Grant grant = person(point);
        long revokedAt = revocationBefore(point, grant);
        revokedAt(revokedAt, scope, grant);
        Grant next = again(grant);
        agenda.at(revokedAt + dice.between(3_000, 20_000), at -> world.issue(at, next));
        used(point, scope, next, "login-again", "A token issued after the revocation is not covered by it.");
    }

    /** Whether the new token is older than the revocation cannot be told from its issued_at. */
    void sameSecond(long point) {
        RevocationScope scope = dice.pick(LASTING);
        Grant grant = person(point);
        long revokedAt = Math.floorDiv(revocationBefore(point, grant), 1_000L) * 1_000 + dice.between(100, 500);
        revokedAt(revokedAt, scope, grant);
        Grant next = again(grant);
        agenda.at(revokedAt + dice.between(50, 400), at -> world.issue(at, next));
        used(point, scope, next, "same-second", "A token issued in the second of the revocation may be a new login.");
    }

    void denied(long point) {
        RevocationScope scope = dice.pick(ANY);
        Grant grant = fitting(scope, point);
        revokedAt(revocationBefore(point, grant), scope, grant);
        agenda.at(point, at -> {
            log.denied(at, grant, grant.origin, "revoked");
            tell(scope, grant, "denied", at, "is turned down", "The resource server did its duty.");
        });
    }

    /** The use is heard of more than 30 s after the revocation, and happened before it. */
    void usedBeforeArrivesAfter(long point) {
        RevocationScope scope = dice.pick(ANY);
        Grant grant = fitting(scope, point);
        long revokedAt = revocationBefore(point, grant);
        revokedAt(revokedAt, scope, grant);
        agenda.at(
                revokedAt - 1_000, at -> log.validated(at, grant, grant.origin).late(point - at));
        agenda.at(
                point,
                at -> tell(
                        scope,
                        grant,
                        "use-arrives-late",
                        at,
                        "was used before the revocation, as is heard only now",
                        "Event time counts, not arrival."));
    }

    /** The person of that name elsewhere is revoked; this one is not. */
    void namesake(long point) {
        Grant revoked = person(point);
        long revokedAt = revocationBefore(point, revoked);
        Grant grant = cast.namesake(revoked, point - LEAD_MILLIS, point + CODA_MILLIS);
        if (grant == null) {
            return;
        }
        revokedAt(revokedAt, RevocationScope.SUBJECT, revoked);
        openBefore(revokedAt, grant);
        used(point, RevocationScope.SUBJECT, grant, "namesake", "A subject is unique only within its tenant.");
    }

    /** The authorization server turned the revocation request down. */
    void refused(long point) {
        RevocationScope scope = dice.pick(ANY);
        Grant grant = fitting(scope, point);
        long revokedAt = revocationBefore(point, grant);
        openBefore(revokedAt, grant);
        agenda.at(revokedAt, at -> log.revoked(at, scope, grant, "logout", "failure"));
        used(point, scope, grant, "revocation-refused", "A failed revocation revokes nothing.");
    }

    private void revokedAt(long time, RevocationScope scope, Grant grant) {
        openBefore(time, grant);
        agenda.at(time, at -> world.revoke(at, scope, grant, "logout"));
    }

    private Grant again(Grant grant) {
        return world.grant(grant.client, grant.user, grant.origin, grant.scopes, grant.sessionId);
    }

    private void used(long point, RevocationScope scope, Grant grant, String kind, String whySilent) {
        agenda.at(point, at -> {
            log.validated(at, grant, grant.origin);
            tell(scope, grant, kind, at, "is used", whySilent);
        });
    }

    private void tell(RevocationScope scope, Grant grant, String kind, long at, String description, String whySilent) {
        played.accept(Decoys.decoy(scope.ruleId(), grant, scope.key(grant), kind, at, description, whySilent));
    }
}
