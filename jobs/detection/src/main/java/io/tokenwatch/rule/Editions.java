package io.tokenwatch.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The editions of one rule that share one state, and which of them is in force when: what they differ in, such as level or
 * suppression, shapes no state. A finding belongs to the edition that is in force at its time. One thread; grows when a pack
 * comes that brings another edition.
 */
public final class Editions {
    private final Rule any;
    /** Where each stretch of time begins; the first is the smallest number. */
    private long[] from = {Long.MIN_VALUE};
    /** Null where no edition is in force. */
    private @Nullable Rule[] rules;
    /** When the rule took this state in place of another one; the smallest number if it did not. */
    private long[] tookOver = {Long.MIN_VALUE};

    private long longestBucket;

    private Editions(Rule any) {
        this.any = any;
        this.rules = new Rule[] {any};
        this.longestBucket = any.suppression().forMillis();
    }

    /** A rule that is always in force. */
    public static Editions always(Rule rule) {
        return new Editions(rule);
    }

    /**
     * In force from the given times on, each until the next; null is none. The first time is the smallest number.
     *
     * @param after whether, at some time before that, the rule had another state
     */
    static Editions of(List<Long> from, List<@Nullable Rule> rules, List<Boolean> after) {
        Rule any = rules.stream().filter(rule -> rule != null).findFirst().orElseThrow();
        Editions editions = new Editions(any);
        List<Long> starts = new ArrayList<>();
        List<@Nullable Rule> distinct = new ArrayList<>();
        List<Long> tookOver = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (i == 0 || !same(rules.get(i), rules.get(i - 1))) {
                boolean begins = i == 0 || rules.get(i - 1) == null;
                tookOver.add(
                        !begins
                                ? tookOver.get(tookOver.size() - 1)
                                : after.get(i) ? from.get(i) : (Long) Long.MIN_VALUE);
                starts.add(from.get(i));
                distinct.add(rules.get(i));
            }
        }
        editions.from = starts.stream().mapToLong(Long::longValue).toArray();
        editions.rules = distinct.toArray(Rule[]::new);
        editions.tookOver = tookOver.stream().mapToLong(Long::longValue).toArray();
        for (Rule rule : distinct) {
            long bucket = rule == null ? 0 : rule.suppression().forMillis();
            editions.longestBucket = Math.max(editions.longestBucket, bucket);
        }
        return editions;
    }

    private static boolean same(@Nullable Rule one, @Nullable Rule other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.shape() == other.shape() && one.content().equals(other.content());
    }

    /** Takes over what is known by now of the same state. */
    public void update(Editions newer) {
        from = newer.from;
        rules = newer.rules;
        tookOver = newer.tookOver;
        longestBucket = newer.longestBucket;
    }

    /** One of them: all agree in what shapes the state, such as detector, steps, captures and key. */
    public Rule any() {
        return any;
    }

    public int shape() {
        return any.shape();
    }

    /** Whether one edition is in force for ever, as is usual. */
    public boolean isSingle() {
        return from.length == 1;
    }

    /** The same number for times of one stretch, in which one edition is in force, or none. */
    public int stretch(long time) {
        if (from.length == 1) {
            return 0;
        }
        int found = Arrays.binarySearch(from, time);
        return found >= 0 ? found : -found - 2;
    }

    /** The edition in force at that time (ms since the epoch); null if none is. */
    public @Nullable Rule at(long time) {
        return rules[stretch(time)];
    }

    /** The edition in force at that time, any if none is. */
    public Rule describing(long time) {
        Rule rule = at(time);
        return rule == null ? any : rule;
    }

    /** Since when the rule has been in force at that time without a gap; the smallest number if always. */
    public long since(long time) {
        int stretch = stretch(time);
        while (stretch > 0 && rules[stretch - 1] != null) {
            stretch--;
        }
        return from[stretch];
    }

    /**
     * When the suppression bucket of a finding at that time begins, by the edition in force then: where the rule had another state
     * before, not before this one took over. Else the alerts of two states would have one identity.
     */
    public long bucket(long time) {
        int stretch = stretch(time);
        Rule rule = rules[stretch];
        return Math.max(
                tookOver[stretch], (rule == null ? any : rule).suppression().bucket(time));
    }

    /** The longest suppression bucket of any edition, milliseconds. */
    public long longestBucket() {
        return longestBucket;
    }
}
