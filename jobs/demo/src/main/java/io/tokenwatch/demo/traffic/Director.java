package io.tokenwatch.demo.traffic;

/** Says when the next attack and the next decoy come. */
final class Director {
    private static final int LEAST_ATTACKS = 2 * Attacks.KINDS;
    private static final long EVERY_MILLIS = 20_000;
    private static final long ENDLESS_START_MILLIS = 4_000;

    private final Agenda agenda;
    private final TrafficPlan plan;
    private final Attacks attacks;
    private final Decoys decoys;
    private final long first;
    private final double every;

    Director(World world, TrafficPlan plan, Attacks attacks, Decoys decoys) {
        this.agenda = world.agenda;
        this.plan = plan;
        this.attacks = attacks;
        this.decoys = decoys;
        boolean endless = plan.live().equals(TrafficPlan.ENDLESS);
        double live = endless ? 0 : plan.live().toMillis();
        this.every = endless ? EVERY_MILLIS : 0.85 * live / Math.max(LEAST_ATTACKS, Math.round(live / EVERY_MILLIS));
        this.first = plan.liveStartMillis() + (endless ? ENDLESS_START_MILLIS : (long) (0.05 * live));
    }

    /** Plans the first pair, which in its time plans the next. */
    void begin() {
        planFrom(0);
    }

    private void planFrom(int number) {
        long point = first + (long) (number * every);
        boolean past = point >= first + 0.85 * plan.live().toMillis();
        if (past) {
            return;
        }
        agenda.at(point - Script.LEAD_MILLIS, at -> {
            attacks.plan(number, point);
            decoys.plan(number, point + (long) (every / 2));
            planFrom(number + 1);
        });
    }
}
