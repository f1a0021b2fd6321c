package io.tokenwatch.bench.workload;

/** The three shapes of traffic that PB-1 knows. All have 5,000 clients and 1,000 events per second of event time. */
public enum Profile {
    /** 50,000 live tokens that are issued, used some hundred times, replaced. */
    PB1(1_500_000, 50_000, Integer.MAX_VALUE, 0),
    /** Two million tokens used once or twice, the second use minutes after the first: a cache of tokens is of no use. */
    COLD(3_400_000, 500_000, 2, 0),
    /** Nine of ten events on one client; as many tokens as in PB1. */
    HOT(1_500_000, 50_000, Integer.MAX_VALUE, 90);

    private final int events;
    private final int liveTokens;
    private final int mostUses;
    private final int hotPercent;

    Profile(int events, int liveTokens, int mostUses, int hotPercent) {
        this.events = events;
        this.liveTokens = liveTokens;
        this.mostUses = mostUses;
        this.hotPercent = hotPercent;
    }

    /** The size the profile is meant to be run at, in events. */
    public int events() {
        return events;
    }

    int liveTokens() {
        return liveTokens;
    }

    int mostUses() {
        return mostUses;
    }

    int hotPercent() {
        return hotPercent;
    }
}
