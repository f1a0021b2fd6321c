package io.tokenwatch.replay.diff;

import io.tokenwatch.replay.diff.RunDifference.RuleCounts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one alert, by its id.
 *
 * @param what the parts that differ, of one that changed; else empty
 * @param rule its id
 */
public record RunChange(
        Kind kind,
        String rule,
        List<String> what,
        @Nullable RunAlert before,
        @Nullable RunAlert now) {
    /** What became of it. */
    public enum Kind {
        APPEARED,
        VANISHED,
        CHANGED,
        UNCHANGED
    }

    /** Of the next alerts of both runs: about the one whose id is smaller. */
    static RunChange of(@Nullable RunAlert before, @Nullable RunAlert now) {
        int order = before == null ? 1 : now == null ? -1 : before.id().compareTo(now.id());
        if (order < 0) {
            return new RunChange(Kind.VANISHED, Objects.requireNonNull(before).rule(), List.of(), before, null);
        }
        RunAlert after = Objects.requireNonNull(now);
        if (order > 0) {
            return new RunChange(Kind.APPEARED, after.rule(), List.of(), null, after);
        }
        List<String> what = Objects.requireNonNull(before).differs(after);
        return new RunChange(what.isEmpty() ? Kind.UNCHANGED : Kind.CHANGED, after.rule(), what, before, after);
    }

    RuleCounts counted() {
        return new RuleCounts(is(Kind.APPEARED), is(Kind.VANISHED), is(Kind.CHANGED), is(Kind.UNCHANGED));
    }

    private int is(Kind other) {
        return kind == other ? 1 : 0;
    }

    /** JSON of the alert's part as both have it, or the one that has it; empty if neither does. */
    public String part(String name) {
        RunAlert one = now == null ? before : now;
        return one == null ? "" : one.text(name);
    }

    /** JSON of a part that changed, as it was; empty if it was not there. */
    public String before(String name) {
        return before == null ? "" : Objects.requireNonNullElse(before.parts().get(name), "");
    }

    /** As it is now. */
    public String now(String name) {
        return now == null ? "" : Objects.requireNonNullElse(now.parts().get(name), "");
    }

    /** The alert as the run wrote it that has it; empty for neither. */
    public String line(boolean ofNow) {
        RunAlert one = ofNow ? now : before;
        return one == null ? "" : one.line();
    }
}
