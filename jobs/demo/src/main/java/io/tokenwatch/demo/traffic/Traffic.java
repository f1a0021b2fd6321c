package io.tokenwatch.demo.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of a plan, in order of sending: first the history, then the live phase. Endless if the plan is. Needs a
 * few megabytes whatever the length; not for use by several threads.
 */
public final class Traffic implements Iterator<Scheduled> {
    private static final int REGULARS = 200;

    private final List<Planted> planted = new ArrayList<>();
    private final List<Decoy> decoys = new ArrayList<>();
    private final World world;
    private final Rhythm rhythm;
    private final Habits habits;
    private final Delivery delivery;
    private final long end;
    private double nextHabit;
    private @Nullable Scheduled next;

    private Traffic(TrafficPlan plan) {
        this.world = new World(plan);
        this.rhythm = new Rhythm(plan);
        this.habits = new Habits(world, rhythm, REGULARS);
        this.delivery = new Delivery(plan);
        this.end = plan.endMillis();
        this.nextHabit = plan.historyStartMillis();
        Cast cast = new Cast(world);
        new Director(world, plan, new Attacks(world, cast), new Decoys(world, cast, decoys::add)).begin();
    }

    public static Traffic of(TrafficPlan plan) {
        return new Traffic(plan);
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            long now = Math.min((long) nextHabit, world.agenda.nextTime());
            next = delivery.poll(now);
            if (next == null) {
                if (now >= end) {
                    next = delivery.poll(Long.MAX_VALUE);
                    return next != null;
                }
                play();
            }
        }
        return true;
    }

    @Override
    public Scheduled next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("the live phase is over");
        }
        Scheduled due = next;
        next = null;
        planted.addAll(due.planted());
        return due;
    }

    /** The attacks that the deliveries so far have completed. */
    public List<Planted> planted() {
        return Collections.unmodifiableList(planted);
    }

    /** The decoys that have happened so far. */
    public List<Decoy> decoys() {
        return Collections.unmodifiableList(decoys);
    }

    private void play() {
        boolean scripted = world.agenda.nextTime() <= (long) nextHabit;
        long now = Math.min((long) nextHabit, world.agenda.nextTime());
        if (scripted) {
            world.agenda.playNext();
        } else {
            habits.play(now);
        }
        int written = world.log.written().size();
        while (!world.log.written().isEmpty()) {
            delivery.accept(world.log.written().remove());
        }
        // Every event takes its share of the rate, so that scripts do not raise it.
        nextHabit += written * rhythm.spacing(now) * (scripted ? 1 : world.dice.unit() + 0.5);
    }
}
