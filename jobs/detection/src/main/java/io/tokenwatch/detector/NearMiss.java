package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import java.util.List;

/**
 * A way in which a finding nearly came about.
 *
 * @param lacks all that was lacking, each at a path below {@code correlation}
 * @param evidence the events that it would have rested on, in order of time
 */
public record NearMiss(List<Lack> lacks, List<Evidence> evidence) {
    public static NearMiss of(String step, String saw, String need, List<Evidence> evidence) {
        return new NearMiss(List.of(new Lack("correlation." + step, saw, need)), evidence);
    }
}
