package io.tokenwatch.bench.rules;

import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.state.BytesIn;
import java.util.List;

/**
 * What a pack has to do with an event, on average: the measure of what "so many rules" means.
 *
 * @param tested selections that the index leads to
 * @param matched rules that the event matches, in as many groups as they have keys
 * @param routed records made, one for each key
 */
record Load(double tested, double matched, double routed) {
    static Load of(RulePack pack, List<TokenEvent> events) {
        Router router = new Router(new Plan(pack));
        long[] sums = new long[2];
        for (TokenEvent event : events) {
            router.route(event, 0, record -> {
                sums[0] += new BytesIn(record.payload, 0, record.length).readInt();
                sums[1]++;
            });
        }
        double count = events.size();
        return new Load(router.selectionsTested() / count, sums[0] / count, sums[1] / count);
    }
}
