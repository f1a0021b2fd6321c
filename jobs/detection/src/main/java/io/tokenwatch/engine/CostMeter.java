package io.tokenwatch.engine;

import io.tokenwatch.rule.Rule;

/** Hears how long the judging works on which rule. It has the clock: the engine reads none. */
public interface CostMeter {
    CostMeter NONE = new CostMeter() {
        @Override
        public boolean measures() {
            return false;
        }

        @Override
        public void begin() {}

        @Override
        public void end(Rule rule) {}
    };

    /** Asked once for each record: whether to be told of it. */
    boolean measures();

    /** A record is about to be taken into the state of a rule. */
    void begin();

    /** It has been. */
    void end(Rule rule);
}
