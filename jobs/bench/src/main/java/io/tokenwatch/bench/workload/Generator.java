package io.tokenwatch.bench.workload;

import java.time.Instant;
import java.util.List;

/** Lays planted cases and everyday traffic into one stream, one event per millisecond, and repeats one line in 200. */
final class Generator {
    /** A whole minute, so that tumbling minutes of the stream are those of the epoch. */
    private static final long EPOCH = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    private static final int REMEMBERED = 4_096;
    private static final int REPEAT_ONE_IN = 200;

    private final WorkloadSpec spec;
    private long ids;

    Generator(WorkloadSpec spec) {
        this.spec = spec;
    }

    Workload generate() {
        World world = new World(spec.profile(), spec.seed());
        Dice dice = new Dice(spec.seed());
        List<Plan.Arrival> plan = Plan.of(world, dice, this::nextId, spec.events());
        int planted = (int) (1_000L * plan.size() / spec.events());
        Traffic traffic = new Traffic(spec.profile(), world, dice, this::nextId, planted);
        Workload.Appender out = new Workload.Appender();
        LineWriter writer = new LineWriter(world, EPOCH, out);
        AuditEvent[] recent = new AuditEvent[REMEMBERED];
        int planned = 0;
        long now = 0;
        for (int line = 0; line < spec.events(); line++) {
            // Planted cases take the place of everyday events; what is left of them fills the end.
            boolean due = planned < plan.size()
                    && (plan.get(planned).at() <= now || plan.size() - planned >= spec.events() - line);
            AuditEvent event;
            if (due) {
                event = plan.get(planned++).event();
            } else if (line >= REMEMBERED && dice.oneIn(REPEAT_ONE_IN)) {
                event = recent[dice.below(REMEMBERED)];
            } else {
                event = traffic.next(now);
            }
            // The thin hour before the stream takes no time of the stream itself.
            if (!due || event.time() >= 0) {
                now++;
            }
            recent[line % REMEMBERED] = event;
            writer.write(event);
        }
        return out.finish();
    }

    private long nextId() {
        return ++ids;
    }
}
