package io.tokenwatch.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What began and how long it was seen after, per tumbling window of its beginning, see {@link FollowedItems}. An item is followed to
 * the end of the window after the one in which it began.
 */
public final class FollowedWindows {
    private final long width;
    private final int most;
    private final List<FollowedItems> windows = new ArrayList<>(2);

    /**
     * @param width length of a window in milliseconds; windows start at multiples of it since the epoch
     * @param most how many items of a window are kept
     */
    public FollowedWindows(long width, int most) {
        this.width = width;
        this.most = most;
    }

    /** In order of time. */
    public List<FollowedItems> windows() {
        return windows;
    }

    public boolean isEmpty() {
        return windows.isEmpty();
    }

    /** Start of the window that holds that time. */
    public long startOf(long time) {
        return Math.floorDiv(time, width) * width;
    }

    /** The window that starts then, if it holds anything. */
    public @Nullable FollowedItems find(long start) {
        for (FollowedItems window : windows) {
            if (window.start() == start) {
                return window;
            }
        }
        return null;
    }

    /** The item begins; false if that changes nothing. */
    public boolean begin(long item, Evidence evidence) {
        return at(startOf(evidence.time())).begin(item, evidence);
    }

    /** The item is seen, in the window that starts then; false if that changes nothing. */
    public boolean see(long start, long item, long time) {
        return at(start).see(item, time);
    }

    private FollowedItems at(long start) {
        int at = windows.size();
        while (at > 0 && windows.get(at - 1).start() >= start) {
            at--;
        }
        if (at == windows.size() || windows.get(at).start() != start) {
            windows.add(at, new FollowedItems(start, most));
        }
        return windows.get(at);
    }

    /** When the last window is followed no longer; the smallest number if there is none. */
    public long end() {
        return isEmpty() ? Long.MIN_VALUE : windows.get(windows.size() - 1).start() + 2 * width;
    }

    /** Drops the windows that are followed no longer at the horizon. */
    public void forget(long horizon) {
        windows.removeIf(window -> window.start() + 2 * width <= horizon);
    }

    public void merge(FollowedWindows other) {
        for (FollowedItems window : List.copyOf(other.windows)) {
            at(window.start()).merge(window);
        }
    }

    public void encode(BytesOut out) {
        out.writeVarint(windows.size());
        windows.forEach(window -> window.encode(out));
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    public FollowedWindows decode(BytesIn in) {
        for (int i = in.readInt(); i > 0; i--) {
            windows.add(FollowedItems.decode(in, most));
        }
        return this;
    }
}
