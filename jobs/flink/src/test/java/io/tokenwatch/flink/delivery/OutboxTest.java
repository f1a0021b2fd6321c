package io.tokenwatch.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.flink.delivery.Outbox.Entry;
import io.tokenwatch.rule.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int BODY = 488; // with what else a notice takes, a thousand bytes

    private static Notification notice(int i) {
        return Notification.of("pager", "page", "n" + i, "a", Level.LOW, 0, new byte[BODY]);
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.notice().id()).toList();
    }

    @Test
    void theOldestGoesWhenTooManyWait() throws Exception {
        Outbox outbox = new Outbox(2, 1_000_000);
        assertThat(outbox.put(notice(0))).isEmpty();
        assertThat(outbox.put(notice(1))).isEmpty();
        assertThat(ids(outbox.put(notice(2)))).containsExactly("n0");
        assertThat(ids(outbox.take(5))).containsExactly("n1", "n2");
        assertThat(outbox.put(notice(3))).as("what is under way does not wait").isEmpty();
        assertThat(outbox.size()).isEqualTo(4);
    }

    @Test
    void theOldestGoWhenTooMuchWaits() throws Exception {
        Outbox outbox = new Outbox(100, 3_000);
        for (int i = 0; i < 3; i++) {
            assertThat(outbox.put(notice(i))).isEmpty();
        }
        Notification large = Notification.of("pager", "page", "large", "a", Level.LOW, 0, new byte[2_000]);
        assertThat(ids(outbox.put(large))).as("until it fits").containsExactly("n0", "n1", "n2");
        assertThat(ids(outbox.take(1))).containsExactly("large");
        Notification huge = Notification.of("pager", "page", "huge", "a", Level.LOW, 0, new byte[9_000]);
        assertThat(outbox.put(huge)).as("the newest always waits").isEmpty();
    }

    @Test
    void thereIsNoRoomUntilSomethingIsSettled() throws Exception {
        Outbox outbox = new Outbox(100, 1_000);
        outbox.put(notice(0));
        Entry first = outbox.take(1).get(0);
        outbox.put(notice(1));
        assertThat(outbox.awaitRoom(1)).isFalse();
        outbox.settled(first);
        outbox.settled(first);
        assertThat(outbox.awaitRoom(1)).isTrue();
        assertThat(outbox.unsettled()).extracting(Notification::id).containsExactly("n1");
    }

    @Test
    void whatIsPutBackKeepsItsOrderBeforeOrBehindTheOthers() throws Exception {
        Outbox outbox = new Outbox(10, 1_000_000);
        for (int i = 0; i < 4; i++) {
            outbox.put(notice(i));
        }
        outbox.putBack(outbox.take(2), true);
        List<Entry> again = outbox.take(2);
        assertThat(ids(again)).containsExactly("n0", "n1");
        outbox.putBack(again, false);
        assertThat(ids(outbox.take(9))).containsExactly("n2", "n3", "n0", "n1");
    }
}
