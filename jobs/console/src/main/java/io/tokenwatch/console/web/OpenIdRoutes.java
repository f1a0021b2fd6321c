package io.tokenwatch.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.tokenwatch.console.access.OpenIdSignIn;
import io.tokenwatch.console.access.OpenIdSignIn.Begun;
import io.tokenwatch.console.access.OpenIdSignIn.Refused;
import io.tokenwatch.console.access.Session;
import io.tokenwatch.console.access.Viewer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two stations of OpenID Connect's code flow that are ours: the way there and the way back. */
public final class OpenIdRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdRoutes.class);
    private static final String ATTEMPT = "tokenwatch-sign-in";
    private static final int ATTEMPT_SECONDS = 600;

    private final OpenIdSignIn openId;

    public OpenIdRoutes(OpenIdSignIn openId) {
        this.openId = openId;
    }

    void serve(RoutesConfig routes, Function<Viewer, Session> sessions, SessionCookie cookie) {
        routes.get("/sign-in/openid", context -> begin(context, cookie));
        routes.get("/sign-in/callback", context -> finish(context, sessions, cookie));
    }

    private void begin(Context context, SessionCookie cookie) {
        Begun begun = openId.begin();
        context.cookie(new Cookie(
                ATTEMPT, begun.attempt(), "/sign-in", ATTEMPT_SECONDS, cookie.secure(), true, null, SameSite.LAX));
        context.header("Cache-Control", "no-store").redirect(begun.location().toString());
    }

    /** The attempt is bound to the browser by its cookie: nobody can sign somebody else in as themselves. */
    private void finish(Context context, Function<Viewer, Session> sessions, SessionCookie cookie) {
        context.header("Cache-Control", "no-store");
        String attempt = Optional.ofNullable(context.cookie(ATTEMPT)).orElse("");
        context.cookie(new Cookie(ATTEMPT, "", "/sign-in", 0, cookie.secure(), true, null, SameSite.LAX));
        try {
            String query = Optional.ofNullable(context.queryString()).orElse("");
            Viewer viewer = openId.finish(attempt, URI.create(openId.callback() + "?" + query));
            cookie.write(context, sessions.apply(viewer));
            context.redirect("/");
        } catch (Refused e) {
            LOG.warn("sign-in refused: {}", e.getMessage());
            context.redirect("/?refused=" + e.reason());
        }
    }
}
