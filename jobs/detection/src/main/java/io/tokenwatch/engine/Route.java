package io.tokenwatch.engine;

import io.tokenwatch.match.SelectionSet;

/** Where an event goes that meets certain selections: the rules that it matches, and a leg for each lane that they take. Immutable. */
final class Route {
    private final long[] selections;
    /** Rising. */
    private final int[] rules;

    private final int[] steps;
    private final Leg[] legs;
    /** Places in {@link #rules} of those that the event may show its teller to tell. */
    private final int[] telling;

    private final int number;

    /** One that is made of what is there; nothing is copied. */
    Route(long[] selections, int[] rules, int[] steps, Leg[] legs, int[] telling, int number) {
        this.number = number;
        this.selections = selections;
        this.rules = rules;
        this.steps = steps;
        this.legs = legs;
        this.telling = telling;
    }

    /** See {@link KnownSets}. */
    int number() {
        return number;
    }

    boolean isFor(SelectionSet met) {
        return met.is(selections);
    }

    /** How many rules are matched. */
    int size() {
        return rules.length;
    }

    int rule(int index) {
        return rules[index];
    }

    /** A bit for each. */
    int steps(int index) {
        return steps[index];
    }

    /** By rising lane. Not to be changed. */
    Leg[] legs() {
        return legs;
    }

    /** Not to be changed. */
    int[] telling() {
        return telling;
    }
}
