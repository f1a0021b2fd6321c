package io.tokenwatch.bench.contest;

/**
 * That a detection alerted on a key at least once in a run. Hits are what contestants are compared by.
 *
 * @param detection D1 to D5
 * @param key the token_id for D1, D2 and D5, {@code client_id|scope} for D3, the client_id for D4
 */
public record Hit(String detection, String key) implements Comparable<Hit> {
    /** A first-seen scope of a client. */
    public static Hit ofScope(String clientId, String scope) {
        return new Hit("D3", clientId + '|' + scope);
    }

    @Override
    public int compareTo(Hit other) {
        int byDetection = detection.compareTo(other.detection);
        return byDetection != 0 ? byDetection : key.compareTo(other.key);
    }
}
