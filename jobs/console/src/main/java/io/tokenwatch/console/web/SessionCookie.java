package io.tokenwatch.console.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.tokenwatch.console.access.Session;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that names a session. No script reads it; it goes along to this host alone, and not with the requests that other
 * sites cause, but for following a link (as the identity provider does on the way back).
 *
 * @param secure whether people reach the console by https
 */
public record SessionCookie(boolean secure) {
    private String name() {
        return secure ? "__Host-tokenwatch" : "tokenwatch";
    }

    @Nullable
    String read(Context context) {
        return context.cookie(name());
    }

    /** Ends with the browser; how long it counts, the back end knows. */
    void write(Context context, Session session) {
        context.cookie(cookie(session.id(), -1));
    }

    void clear(Context context) {
        context.cookie(cookie("", 0));
    }

    private Cookie cookie(String value, int maxAge) {
        return new Cookie(name(), value, "/", maxAge, secure, true, null, SameSite.LAX);
    }
}
