package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What the network does to the events: some arrive late, some twice. Has dice of its own, so it changes no event. */
final class Delivery {
    private static final double LATE = 0.02;
    private static final double TWICE = 0.01;
    private static final double LEAST_DELAY_MILLIS = 2_000;
    /** 10 min at most: far inside the hour of lateness that a source is allowed. */
    private static final double DELAY_RANGE = 300;

    private record Parcel(long sendAt, long sequence, Emission emission, boolean second) implements Comparable<Parcel> {
        @Override
        public int compareTo(Parcel other) {
            return sendAt != other.sendAt ? Long.compare(sendAt, other.sendAt) : Long.compare(sequence, other.sequence);
        }
    }

    private final Dice dice;
    private final long liveStart;
    private final long lastSend;
    private final PriorityQueue<Parcel> parcels = new PriorityQueue<>();
    private long sequence;

    Delivery(TrafficPlan plan) {
        this.dice = new Dice(~plan.seed());
        this.liveStart = plan.liveStartMillis();
        this.lastSend = plan.endMillis() - 1;
    }

    void accept(Emission emission) {
        long happened = emission.event.eventTime();
        long sendAt = Math.min(happened + emission.delayMillis(), lastSend);
        if (emission.delayIsByChance()) {
            sendAt = dice.chance(LATE) ? within(happened, happened + delay()) : happened;
        }
        send(sendAt, emission, false);
        if (dice.chance(TWICE) || emission.isTwice()) {
            send(within(sendAt, sendAt + dice.between(0, 5_000)), emission, true);
        }
    }

    /** That time; if it is after the end, some time before, so that nothing piles up there. */
    private long within(long from, long time) {
        return time <= lastSend ? time : from + (long) (dice.unit() * (lastSend - from));
    }

    /** The next delivery if it is due before that time, else null. */
    @Nullable
    Scheduled poll(long before) {
        Parcel next = parcels.peek();
        if (next == null || next.sendAt >= before) {
            return null;
        }
        parcels.remove();
        TokenEvent event = next.second ? copy(next.emission.event) : next.emission.event;
        String topic = Topic.of(String.valueOf(event.text(Field.EVENT_TYPE)));
        String key = next.second && dice.chance(0.5)
                ? String.valueOf(event.text(Field.EVENT_ID))
                : Topic.partitionKey(topic, event);
        List<Planted> planted = next.second ? List.of() : next.emission.planted();
        return new Scheduled(next.sendAt - liveStart, event, topic, key, planted);
    }

    private void send(long at, Emission emission, boolean second) {
        parcels.add(new Parcel(at, sequence++, emission, second));
    }

    /** Short ones are far more frequent than long ones. */
    private long delay() {
        return (long) (LEAST_DELAY_MILLIS * StrictMath.pow(DELAY_RANGE, dice.unit()));
    }

    private static TokenEvent copy(TokenEvent event) {
        TokenEvent copy = new TokenEvent();
        for (Field field : Field.values()) {
            String[] texts = field.type().isTexts() ? event.texts(field) : null;
            if (texts != null) {
                copy.set(field, texts.clone());
            } else if (field.type().isText()) {
                copy.set(field, event.text(field));
            } else if (field.type().isNumber()) {
                copy.set(field, event.number(field));
            }
        }
        return copy;
    }
}
