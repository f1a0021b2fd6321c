package io.tokenwatch.engine;

import io.tokenwatch.event.TokenEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Routes each event by the pack in force at its time. One thread. Costs two comparisons while one pack is in force. */
public final class PackRouter {
    private final Plans plans;
    private final Map<Integer, Router> routers = new HashMap<>();
    private Router current;
    private long from;
    private long until;
    /** By routers that are gone. */
    private long leftOut;

    public PackRouter(Plans plans) {
        this.plans = plans;
        this.current = choose(Long.MAX_VALUE);
    }

    /** The plans have changed. */
    public void update() {
        leftOut = keysLeftOut();
        routers.clear();
        current = choose(Long.MAX_VALUE);
    }

    private Router choose(long time) {
        int index = plans.indexAt(time);
        from = plans.from(index);
        until = index + 1 < plans.size() ? plans.from(index + 1) : Long.MAX_VALUE;
        return routers.computeIfAbsent(index, i -> new Router(plans.get(i)));
    }

    /** See {@link Router#keysLeftOut}. */
    public long keysLeftOut() {
        return leftOut
                + routers.values().stream().mapToLong(Router::keysLeftOut).sum();
    }

    /** See {@link Router#route}. */
    public void route(TokenEvent event, long appendTime, Consumer<Routed> out) {
        long time = event.eventTime();
        if (time < from || time >= until) {
            current = choose(time);
        }
        current.route(event, appendTime, out);
    }
}
