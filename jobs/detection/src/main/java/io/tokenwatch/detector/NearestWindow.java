package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the windows around an event lack to be full: entries within the time, or time for the entries. */
final class NearestWindow {
    private NearestWindow() {}

    static List<NearMiss> of(WindowDetector detector, long timespan, EvidenceSet set, Evidence about) {
        List<NearMiss> misses = new ArrayList<>();
        int from = 0;
        int to = 0;
        int reached = -1;
        for (int i = set.firstAtOrAfter(about.time());
                i < set.size() && set.time(i) - about.time() <= timespan;
                i = WindowDetector.end(set, i)) {
            int start = set.firstAtOrAfter(set.time(i) - timespan);
            int end = WindowDetector.end(set, i);
            int here = detector.reached(set, start, end);
            if (here > reached) {
                reached = here;
                from = start;
                to = end;
            }
        }
        if (reached >= 0) {
            misses.add(NearMiss.of("condition", reached + "", ">=" + detector.least(), evidence(set, from, to)));
        }
        long longer = shortestFull(detector, set, about.time());
        if (longer > timespan) {
            misses.add(NearMiss.of("timespan", Duration.text(longer), "<=" + Duration.text(timespan), List.of(about)));
        }
        return misses;
    }

    /** The shortest time that holds the instant and enough entries, in milliseconds; 0 if there are not enough. */
    private static long shortestFull(WindowDetector detector, EvidenceSet set, long time) {
        long shortest = 0;
        int from = 0;
        for (int i = set.firstAtOrAfter(time); i < set.size(); i = WindowDetector.end(set, i)) {
            int end = WindowDetector.end(set, i);
            while (from < end && set.time(from) <= time && detector.reached(set, from, end) >= detector.least()) {
                long span = set.time(i) - set.time(from);
                shortest = shortest == 0 ? span : Math.min(shortest, span);
                from++;
            }
        }
        return shortest;
    }

    private static List<Evidence> evidence(EvidenceSet set, int from, int to) {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = from; i < to; i++) {
            evidence.add(set.at(i, 0, new Evidence()).copy());
        }
        return evidence;
    }
}
