package io.tokenwatch.demo.traffic;

/** A person with a desk and a phone. */
final class User {
    final Tenant tenant;
    final String name;
    final Origin desk;
    final Origin phone;
    /** Until then a script plays with this user, and no revocation of habit may interfere. */
    long castUntil = Long.MIN_VALUE;

    User(Tenant tenant, String name, Dice dice) {
        this.tenant = tenant;
        this.name = name;
        this.desk = Origin.on(dice.pick(tenant.isps()), dice.below(4_094), dice.pick(Agent.BROWSERS));
        this.phone = Origin.on(tenant.mobile(), dice.below(4_094), dice.pick(Agent.PHONES));
    }

    @Override
    public String toString() {
        return name;
    }
}
