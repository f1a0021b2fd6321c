package io.tokenwatch.backtest;

/**
 * What a rule costs on this history.
 *
 * @param matched distinct events that it took into the state of a key
 * @param matchedPerMillion of all distinct events
 * @param evaluated records for which its selections were looked at; copies of an event count, as they do in the live job
 * @param evaluationShare its part of all such looks, 0 to 1
 * @param keys the most keys that it held at the end of a day (UTC)
 * @param stateBytes the most bytes of state that it held then, as the live job stores them, the keys themselves not counted
 */
public record RuleCost(
        long matched, double matchedPerMillion, long evaluated, double evaluationShare, long keys, long stateBytes) {
    public double stateBytesPerKey() {
        return keys == 0 ? 0 : (double) stateBytes / keys;
    }
}
