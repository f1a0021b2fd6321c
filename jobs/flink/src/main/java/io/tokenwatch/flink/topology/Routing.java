package io.tokenwatch.flink.topology;

import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.rule.RuleFiles;
import java.util.function.Consumer;

/** Routes events of one subtask. Reuses the record that it hands out. */
public final class Routing {
    private final Router router;
    private final RoutedRecord record = new RoutedRecord();

    public Routing(RuleFiles files) {
        this.router = new Router(new Plan(files.compile()));
    }

    /** See {@link Router#keysLeftOut}. */
    public long keysLeftOut() {
        return router.keysLeftOut();
    }

    /** @param appendTime when the event was appended to its log (ms since the epoch); 0 if unknown */
    public void route(TokenEvent event, long appendTime, Consumer<RoutedRecord> out) {
        router.route(event, appendTime, (Routed routed) -> out.accept(record.over(routed)));
    }
}
