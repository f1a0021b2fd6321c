package io.tokenwatch.connector;

import io.tokenwatch.event.TokenEvent;

/** Replaces in place what no later part may see, raw token ids above all. Called before anything else sees the event. */
@FunctionalInterface
public interface EventGuard {
    void protect(TokenEvent event);
}
