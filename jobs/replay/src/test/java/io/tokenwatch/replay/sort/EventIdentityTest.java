package io.tokenwatch.replay.sort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventIdentityTest {
    private final EventIdentity identity = new EventIdentity();

    private static TokenEvent event() {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_TIME, 1_000L);
        event.set(Field.EVENT_ID, "e1");
        event.set(Field.CLIENT_ID, "web");
        event.set(Field.AZP, "app");
        event.set(Field.SCOPE, "read", "write");
        return event;
    }

    @Test
    void contentIsWhatAnEventSaysHoweverItHoldsIt() {
        byte[] line = "..web..".getBytes(ISO_8859_1);
        TokenEvent lying = event();
        lying.set(Field.CLIENT_ID, line, 2, 3);
        TokenEvent others = event();
        others.set(Field.AZP, "apps".substring(0, 3));
        others.set(Field.SCOPE, "reads".substring(0, 4), "write");
        others.set(Field.KID, "k1");
        others.set(Field.KID, (String) null);
        assertThat(identity.content(lying)).isEqualTo(identity.content(event()));
        assertThat(new EventIdentity().content(others)).isEqualTo(identity.content(event()));
    }

    @Test
    void everyFieldTheOrderOfAListAndWhoSaysWhatMatter() {
        Set<Long> contents = new HashSet<>();
        contents.add(identity.content(event()));
        for (Field field : Field.values()) {
            TokenEvent other = event();
            if (field.type().isNumber()) {
                other.set(field, 7L);
            } else if (field.type().isTexts()) {
                other.set(field, new String[] {"other"});
            } else {
                other.set(field, "other");
            }
            contents.add(identity.content(other));
        }
        TokenEvent swapped = event();
        swapped.set(Field.CLIENT_ID, "app");
        swapped.set(Field.AZP, "web");
        contents.add(identity.content(swapped));
        for (String[] scope : new String[][] {
            {"write", "read"}, {"readwrite"}, {"read"}, {"read", "write", "read"}, {"read", "read", "write"}
        }) {
            TokenEvent other = event();
            other.set(Field.SCOPE, scope);
            contents.add(identity.content(other));
        }
        assertThat(contents).hasSize(1 + Field.values().length + 1 + 5);
    }

    @Test
    void whatIsRememberedOfManyTextsIsRight() {
        EventIdentity fresh = new EventIdentity();
        for (int i = 0; i < 20_000; i++) {
            TokenEvent event = event();
            event.set(Field.SUBJECT, "s" + i % 5_000);
            event.set(Field.AUDIENCE, "a" + i % 3_000, "b");
            if (i % 1_000 == 0) {
                fresh = new EventIdentity();
            }
            assertThat(identity.content(event)).isEqualTo(fresh.content(event));
        }
    }
}
