package io.tokenwatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Viewer ADA = new Viewer("ada", "Ada", Role.ANALYST, Tenants.of(Set.of("acme")));
    private final SetClock clock = new SetClock();
    private final Sessions sessions = new Sessions(Duration.ofMinutes(30), Duration.ofHours(10), clock);

    @Test
    void endsWhenIdle() {
        Session session = sessions.open(ADA);
        clock.pass(Duration.ofMinutes(29));
        assertThat(sessions.find(session.id())).contains(session);
        clock.pass(Duration.ofMinutes(29));
        assertThat(sessions.find(session.id()))
                .as("each request begins the time anew")
                .contains(session);
        clock.pass(Duration.ofMinutes(30));
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void endsAfterItsLongestTimeHoweverBusy() {
        Session session = sessions.open(ADA);
        for (int i = 0; i < 29; i++) {
            clock.pass(Duration.ofMinutes(20));
            assertThat(sessions.find(session.id())).isPresent();
        }
        clock.pass(Duration.ofMinutes(20));
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void isKnownByItsOwnIdAndTokenOnly() {
        Session session = sessions.open(ADA);
        Session other = sessions.open(ADA);
        assertThat(session.id()).isNotEqualTo(other.id()).hasSizeGreaterThan(40);
        assertThat(sessions.find(null)).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(Sessions.isOwn(session, session.csrf())).isTrue();
        assertThat(Sessions.isOwn(session, other.csrf())).isFalse();
        assertThat(Sessions.isOwn(session, null)).isFalse();
        sessions.end(session);
        assertThat(sessions.find(session.id())).isEmpty();
    }
}
