package io.tokenwatch.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.rule.Level;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Also for tests of what carries notices. */
public final class NotificationTest {
    public static Notification ordinary() {
        return Notification.of(
                "pager", "page", "a1-opened-high", "a1", Level.HIGH, 1_767_571_232_000L, new byte[] {1, 2, 3});
    }

    public static Notification unwritable() {
        return Notification.of("idp", "revoke", "ü-opened-low", "ü", Level.LOW, -1, new byte[70_000])
                .unwritable("no subject");
    }

    @Test
    void survivesACheckpoint() throws IOException {
        NoticeSerializer serializer = new NoticeSerializer();
        for (Notification notice : new Notification[] {ordinary(), unwritable()}) {
            Notification read = serializer.deserialize(serializer.getVersion(), serializer.serialize(notice));
            assertThat(read).usingRecursiveComparison().isEqualTo(notice);
        }
        assertThat(unwritable().body()).isEmpty();
    }
}
