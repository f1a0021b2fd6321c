package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.DeadLetters;
import io.tokenwatch.flink.deadletter.Reason;
import io.tokenwatch.flink.delivery.Outbox.Entry;
import io.tokenwatch.flink.remote.Complaints;
import io.tokenwatch.flink.transport.Message;
import io.tokenwatch.flink.transport.Outcome;
import io.tokenwatch.flink.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages from an outbox to a server, on a thread of its own. While the server does not take them it waits longer each
 * time; what it refuses, or what got too old, goes to the dead letters. What a server fails at several times steps back behind
 * the others, so that it does not hold them up.
 */
final class Courier implements Runnable {
    private static final int STEPS_BACK_AFTER = 3;

    private final Delivery delivery;
    private final String contentType;
    private final Outbox outbox;
    private final Transport transport;
    private final DeadLetters deadLetters;
    private final DeliveryMetrics metrics;
    private final Complaints complaints;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int failures;

    Courier(Delivery delivery, Outbox outbox, Transport transport, DeadLetters deadLetters, DeliveryMetrics metrics) {
        this.delivery = delivery;
        this.contentType = delivery.writer().contentType();
        this.outbox = outbox;
        this.transport = transport;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        complaints = new Complaints("delivery " + delivery.name() + ", " + delivery.target() + ",");
    }

    /** What made it impossible to go on; null while all is well. */
    @Nullable
    Throwable failure() {
        return failure.get();
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                carry(outbox.take(transport.batch()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void carry(List<Entry> batch) throws InterruptedException {
        List<Entry> sendable = new ArrayList<>();
        for (Entry entry : batch) {
            String fault = entry.notice().fault();
            if (fault.isEmpty()) {
                sendable.add(entry);
            } else {
                giveUp(entry, Reason.NOTICE_UNWRITABLE, fault);
            }
        }
        if (!sendable.isEmpty()) {
            settle(sendable, attempt(sendable));
        }
    }

    private Outcome attempt(List<Entry> batch) throws InterruptedException {
        List<Message> messages =
                batch.stream().map(entry -> entry.notice().message(contentType)).toList();
        try {
            return transport.send(messages);
        } catch (IOException
                | UncheckedIOException
                | IllegalStateException e) { // the latter two: a secret is not there
            return Outcome.retry(e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (RuntimeException e) { // whose message might quote what we sent
            return Outcome.retry(e.getClass().getSimpleName());
        }
    }

    private void settle(List<Entry> batch, Outcome outcome) throws InterruptedException {
        switch (outcome.kind()) {
            case DELIVERED -> delivered(batch);
            case REFUSED -> refused(batch, outcome);
            case RETRY -> again(batch, outcome);
        }
    }

    private void delivered(List<Entry> batch) {
        failures = 0;
        complaints.succeeded();
        for (Entry entry : batch) {
            metrics.delivered(System.currentTimeMillis() - entry.notice().time());
            outbox.settled(entry);
        }
    }

    /** One bad message must not take the others with it. */
    private void refused(List<Entry> batch, Outcome outcome) throws InterruptedException {
        if (batch.size() == 1) {
            giveUp(batch.get(0), Reason.NOTICE_REFUSED, outcome.detail());
            return;
        }
        for (Entry entry : batch) {
            settle(List.of(entry), attempt(List.of(entry)));
        }
    }

    private void again(List<Entry> batch, Outcome outcome) throws InterruptedException {
        failures++;
        metrics.retried().add(batch.size());
        complaints.failed(outcome.detail());
        long oldest =
                System.currentTimeMillis() - delivery.limits().giveUpAfter().toMillis();
        List<Entry> young = new ArrayList<>();
        for (Entry entry : batch) {
            if (entry.notice().time() < oldest) {
                giveUp(entry, Reason.NOTICE_UNDELIVERED, outcome.detail());
            } else {
                young.add(entry);
            }
        }
        outbox.putBack(young, failures % STEPS_BACK_AFTER != 0);
        Thread.sleep(
                Math.max(outcome.pause().toMillis(), delivery.limits().backoff().millis(failures)));
    }

    /** Settled once its dead letter is kept. Called on any thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // failure() tells of it
    void giveUp(Entry entry, Reason reason, String detail) {
        Notification notice = entry.notice();
        metrics.lost(reason).increment();
        deadLetters
                .publish(DeadLetter.ofNotice(
                        delivery.name(), notice.id(), reason, detail, System.currentTimeMillis(), notice.body()))
                .whenComplete((kept, thrown) -> {
                    if (thrown == null) {
                        outbox.settled(entry);
                    } else {
                        failure.compareAndSet(null, thrown);
                    }
                });
    }
}
