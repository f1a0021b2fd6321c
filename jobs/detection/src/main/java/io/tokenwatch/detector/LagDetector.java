package io.tokenwatch.detector;

import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.FollowedItems;
import io.tokenwatch.state.FollowedItems.Item;
import io.tokenwatch.state.FollowedWindows;
import io.tokenwatch.yaml.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the items that began in each window. The usual event, which shows an item that did not begin, costs two look-ups; what a
 * window comes to is worked out only when an item that began is seen later than before.
 *
 * <p>The time of a finding is when its window had {@code least} items and as many overdue ones as that takes; an item is overdue so
 * long after its beginning as the bound says. The items that are latest are shown, by the events that began them.
 */
record LagDetector(long width, int of, Percentile percentile, int least, int most)
        implements Detector<FollowedWindows> {
    private static final int MOST_SHOWN = 20;
    private static final Comparator<Item> BY_LAG =
            Comparator.comparingLong(Item::lag).reversed().thenComparing(Item::first, Evidence::compare);

    /** One that begins something. */
    @Override
    public Omissions omissions() {
        return Omissions.NONE.needed(1);
    }

    /** A lag is that of its first step. */
    @Override
    public boolean completes(int step, int steps) {
        return step == 0;
    }

    @Override
    public long reach() {
        return 2 * width;
    }

    @Override
    public long memory() {
        return 2 * width;
    }

    @Override
    public FollowedWindows fresh() {
        return new FollowedWindows(width, most);
    }

    @Override
    public boolean add(FollowedWindows state, Evidence evidence) {
        if (!evidence.seek(of)) {
            return false;
        }
        long item = FollowedItems.item(evidence, of);
        long start = state.startOf(evidence.time());
        if (evidence.step() == 0) {
            boolean held = holds(state.find(start));
            return state.begin(item, evidence) && (holds(state.find(start)) || held);
        }
        boolean before = see(state, start - width, item, evidence.time());
        return see(state, start, item, evidence.time()) || before;
    }

    private boolean see(FollowedWindows state, long start, long item, long time) {
        FollowedItems window = state.find(start);
        boolean matters = window != null && window.matters(item);
        boolean held = matters && holds(window);
        return state.see(start, item, time) && matters && (held || holds(window));
    }

    private boolean holds(@Nullable FollowedItems window) {
        return window != null && isFull(window.begun());
    }

    private boolean isFull(List<Item> begun) {
        return begun.size() >= least && late(begun) >= percentile.least(begun.size());
    }

    private long late(List<Item> begun) {
        return begun.stream().filter(item -> percentile.isBeyond(item.lag())).count();
    }

    @Override
    public void findings(FollowedWindows state, Consumer<Finding> out) {
        for (FollowedItems window : state.windows()) {
            List<Item> begun = window.begun();
            if (isFull(begun)) {
                out.accept(finding(window, begun));
            }
        }
    }

    private Finding finding(FollowedItems window, List<Item> begun) {
        long late = late(begun);
        boolean estimated = window.part() < 1;
        String about = estimated ? "about " : "";
        List<Evidence> shown = begun.stream()
                .filter(item -> percentile.isBeyond(item.lag()))
                .sorted(BY_LAG)
                .limit(MOST_SHOWN)
                .map(Item::first)
                .sorted(Evidence::compare)
                .toList();
        String within = " within " + Duration.text(width);
        return new Finding(
                time(begun),
                shown.get(0),
                Math.round(late / window.part()),
                estimated,
                shown,
                List.of(
                        Fact.threshold(feature(), about + Duration.text(lag(begun)), percentile.text()),
                        Fact.threshold("late", about + late, ">=" + percentile.least(begun.size())),
                        Fact.threshold("followed", about + begun.size(), ">=" + least + within)),
                window.start() + 2 * width);
    }

    private String feature() {
        return "p" + percentile.percent() + " lag";
    }

    private long lag(List<Item> begun) {
        long[] lags = begun.stream().mapToLong(Item::lag).sorted().toArray();
        return lags[percentile.rank(lags.length) - 1];
    }

    private long time(List<Item> begun) {
        long[] starts =
                begun.stream().mapToLong(item -> item.first().time()).sorted().toArray();
        long[] overdue = begun.stream()
                .filter(item -> percentile.isBeyond(item.lag()))
                .mapToLong(item -> item.first().time() + percentile.bound())
                .sorted()
                .toArray();
        return Math.max(starts[least - 1], overdue[percentile.least(least) - 1]);
    }

    /** What the window has come to in which the event, or the item that it shows, began. */
    @Override
    public List<NearMiss> nearest(FollowedWindows state, Evidence about) {
        if (!about.seek(of)) {
            return List.of();
        }
        long start = state.startOf(about.time());
        FollowedItems before = state.find(start - width);
        boolean begunBefore = about.step() == 1 && before != null && before.find(FollowedItems.item(about, of)) != null;
        FollowedItems window = begunBefore ? before : state.find(start);
        List<Item> begun = window == null ? List.of() : window.begun();
        List<Lack> lacks = new ArrayList<>();
        if (begun.size() < least) {
            lacks.add(new Lack("correlation.min_events", begun.size() + "", ">=" + least));
        }
        if (begun.isEmpty() || late(begun) < percentile.least(begun.size())) {
            String saw = begun.isEmpty() ? Lack.ABSENT : Duration.text(lag(begun));
            lacks.add(new Lack("correlation.condition", saw, percentile.text()));
        }
        return lacks.isEmpty() ? List.of() : List.of(new NearMiss(lacks, List.of(about)));
    }

    @Override
    public void forget(FollowedWindows state, long horizon) {
        state.forget(horizon);
    }

    @Override
    public boolean isEmpty(FollowedWindows state) {
        return state.isEmpty();
    }

    @Override
    public long emptyAt(FollowedWindows state) {
        return state.end();
    }

    /** Never: beyond the bound a sample is judged, and marked as such. */
    @Override
    public boolean truncated(FollowedWindows state) {
        return false;
    }

    /** More items that end in time make the percentile smaller. */
    @Override
    public boolean withdrawable() {
        return true;
    }

    @Override
    public void merge(FollowedWindows into, FollowedWindows from) {
        into.merge(from);
    }

    @Override
    public void encode(FollowedWindows state, BytesOut out) {
        state.encode(out);
    }

    @Override
    public FollowedWindows decode(BytesIn in) {
        return fresh().decode(in);
    }
}
