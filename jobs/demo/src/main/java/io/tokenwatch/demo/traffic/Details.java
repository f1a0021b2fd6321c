package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;

/**
 * What logs tell beside who did what: how long it took, which scope a call used, which request it belongs to. Thrown by dice of its own, so that it
 * changes nothing of what happens.
 */
final class Details {
    private final Dice dice;
    private long requests;

    Details(long seed) {
        this.dice = new Dice(~seed);
    }

    /** Most sources say which request an event belongs to. */
    void request(TokenEvent event) {
        if (dice.chance(0.97)) {
            event.set(Field.CORRELATION_ID, "request-" + ++requests);
        }
    }

    /** A token endpoint has a long tail. */
    void issuance(TokenEvent event) {
        event.set(Field.DURATION_MS, dice.chance(0.02) ? dice.between(180, 900) : dice.between(15, 150));
    }

    /** One scope of the grant; what a client keeps for later it never shows. */
    void use(TokenEvent event, Grant grant) {
        String scope = grant.scopes.get(dice.below(grant.scopes.size()));
        if (!scope.equals("offline_access")) {
            event.set(Field.USED_SCOPE, new String[] {scope});
        }
    }

    /** Whether somebody has entered the client in the registry, with an owner. */
    boolean isRegistered() {
        return dice.chance(0.8);
    }

    /** Whether the user is asked, when logging in. */
    boolean isAsked() {
        return dice.chance(0.05);
    }

    /** And says yes. */
    boolean consents() {
        return dice.chance(0.9);
    }
}
