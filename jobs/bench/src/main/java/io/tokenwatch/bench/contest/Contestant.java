package io.tokenwatch.bench.contest;

import io.tokenwatch.bench.workload.Workload;
import java.util.Set;

/**
 * An engine that judges PB-1's five detections.
 *
 * <p>All times are event time in milliseconds; copies of one event_id (always byte-identical) count once; the order of
 * the lines does not matter; there is one tenant.
 *
 * <ul>
 *   <li>D1: a token.validated (success) strictly later than a token.revoked of the same token_id, by at most 3,600,000 ms.
 *   <li>D2: one token_id in token.validated (success) from two distinct src.asn, at most 300,000 ms apart.
 *   <li>D3: a (client_id, scope element) on token.issued; each is new once, nothing is learned or forgotten.
 *   <li>D4: at least 100 token.issued of one client_id within a minute of the epoch (floor of time / 60,000).
 *   <li>D5: two token.refreshed (success) of the same token_id, the presented refresh token, at most 3,600,000 ms apart.
 * </ul>
 */
public interface Contestant {
    String name();

    /**
     * Judges all events from the bytes on. Everything done in here counts as the contestant's cost: setting up,
     * parsing, judging, writing state, shutting down, naming the hits. Called several times on one instance; each call
     * starts with nothing known.
     *
     * @throws Exception if the engine fails; the contest ends
     */
    Set<Hit> run(Workload workload) throws Exception;

    /** CPU time of the last run's own thread for what is no part of the contest, such as making what is judged; nanoseconds. */
    default long asideNanos() {
        return 0;
    }

    /** How many events a run judges: each of the workload once, unless it takes only some, or goes round several times. */
    default long judged(Workload workload) {
        return workload.events();
    }
}
