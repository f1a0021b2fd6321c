package io.tokenwatch.console.access;

import java.time.Instant;

/**
 * A signed-in browser.
 *
 * @param id random, what the cookie holds
 * @param csrf random, what a request that changes something must repeat in a header
 * @param ends at the latest, however busy
 */
public record Session(String id, String csrf, Viewer viewer, Instant ends) {}
