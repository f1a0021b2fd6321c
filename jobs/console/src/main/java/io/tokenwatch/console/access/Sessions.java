package io.tokenwatch.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The signed-in browsers. In memory: who restarts the console signs in again. */
public final class Sessions {
    /** Beyond it the one idle for longest ends. */
    private static final int MOST = 10_000;

    private record Entry(Session session, Instant seen) {}

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Duration idle;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param idle after which a session without a request ends
     * @param longest after which any session ends
     */
    public Sessions(Duration idle, Duration longest, Clock clock) {
        this.idle = idle;
        this.longest = longest;
        this.clock = clock;
    }

    /** A new id each time, so that nobody can fix one beforehand. */
    public Session open(Viewer viewer) {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> isOver(entry, now));
        if (entries.size() >= MOST) {
            entries.values().stream()
                    .min((a, b) -> a.seen().compareTo(b.seen()))
                    .ifPresent(eldest -> entries.remove(eldest.session().id()));
        }
        Session session = new Session(Secrets.random(), Secrets.random(), viewer, now.plus(longest));
        entries.put(session.id(), new Entry(session, now));
        return session;
    }

    /** The session of this id, which thereby stays open; empty if it has ended or never was. */
    public Optional<Session> find(@Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Entry kept = entries.computeIfPresent(
                id, (key, entry) -> isOver(entry, now) ? null : new Entry(entry.session(), now));
        return Optional.ofNullable(kept).map(Entry::session);
    }

    public void end(Session session) {
        entries.remove(session.id());
    }

    /** Whether a request that changes something comes from the session's own page. */
    public static boolean isOwn(Session session, @Nullable String csrf) {
        return csrf != null && Secrets.same(session.csrf(), csrf);
    }

    private boolean isOver(Entry entry, Instant now) {
        return !now.isBefore(entry.session().ends())
                || !now.isBefore(entry.seen().plus(idle));
    }
}
