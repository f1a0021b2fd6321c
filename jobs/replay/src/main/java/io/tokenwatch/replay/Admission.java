package io.tokenwatch.replay;

import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.List;

/** What is done with every event that was read, before it is kept. One thread. */
public final class Admission {
    private final ReplaySettings settings;
    private final List<PackRouter> routers;
    private final NetworkFacts network;

    /** @param routers of the rules that select events */
    public Admission(ReplaySettings settings, List<PackRouter> routers) {
        this.settings = settings;
        this.routers = routers;
        this.network = settings.network().another();
    }

    /** Counts the event; if it is of the period, fills what it lacks and removes what must not be seen. */
    public boolean admits(TokenEvent event, Counts counts) {
        if (!settings.covers(event.eventTime())) {
            counts.leaveOut();
            return false;
        }
        counts.event(event.eventTime());
        network.fill(event);
        // How an event came here must not be seen in what is found.
        event.set(Field.INGEST_TIME, TokenEvent.ABSENT);
        event.set(Field.RAW_REF, "");
        return true;
    }

    /** Whether some rule selects it. */
    public boolean selects(TokenEvent event) {
        for (PackRouter router : routers) {
            if (router.selects(event)) {
                return true;
            }
        }
        return false;
    }

    /** Each of the routers writes down what the keys of the event meet. What the event itself meets, see {@link PackRouter#foresee}, as far as one can tell. */
    public int foresees(TokenEvent event) {
        int met = routers.get(0).foresee(event);
        for (int i = 1; i < routers.size(); i++) {
            met = PackRouter.either(met, routers.get(i).foresee(event));
        }
        return met;
    }
}
