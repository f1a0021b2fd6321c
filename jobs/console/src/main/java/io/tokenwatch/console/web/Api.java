package io.tokenwatch.console.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.tokenwatch.console.access.Session;
import io.tokenwatch.console.access.Sessions;
import io.tokenwatch.console.store.Cluster;
import io.tokenwatch.console.store.StoreTrouble;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything below {@code /api}: who asks, whether they may, and what is said when something is wrong. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String CSRF = "X-Tokenwatch-Csrf";

    private final Cluster cluster;
    private final Sessions sessions;
    private final SessionCookie cookie;

    public Api(Cluster cluster, Sessions sessions, SessionCookie cookie) {
        this.cluster = cluster;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** Adds all questions of these resources. */
    public void serve(RoutesConfig routes, List<Resource> resources) {
        resources.stream().flatMap(resource -> resource.endpoints().stream()).forEach(endpoint -> {
            HandlerType method = endpoint.changes() ? HandlerType.POST : HandlerType.GET;
            routes.addHttpHandler(method, "/api" + endpoint.path(), context -> answer(context, endpoint));
        });
        routes.get("/api/<any>", context -> {
            throw Refusal.notFound("There is no such question.");
        });
    }

    /** What went wrong, in JSON and without its innards. */
    public static void errors(RoutesConfig routes) {
        routes.exception(Refusal.class, (e, context) -> error(context, e.status(), e.kind(), e.getMessage()));
        routes.exception(StoreTrouble.class, (e, context) -> {
            LOG.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
            error(context, status(e), e.kind().name().toLowerCase(java.util.Locale.ROOT), e.getMessage());
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.warn("a question failed: {}", context.path(), e);
            error(context, 500, "failed", "Something went wrong here; the console's log says what.");
        });
    }

    /** The session of this browser. */
    public Session session(Context context) {
        return sessions.find(cookie.read(context)).orElseThrow(Refusal::signedOut);
    }

    /** As {@link #session}, for a request that changes something: it must come from our own page. */
    public Session ownSession(Context context) {
        Session session = session(context);
        if (!Sessions.isOwn(session, context.header(CSRF))) {
            throw Refusal.forbidden("This request does not come from the console's own page.");
        }
        return session;
    }

    private void answer(Context context, Endpoint endpoint) {
        Session session = endpoint.changes() ? ownSession(context) : session(context);
        if (!session.viewer().role().includes(endpoint.least())) {
            throw Refusal.forbidden("This needs the role '" + endpoint.least().word() + "'; yours is '"
                    + session.viewer().role().word() + "'.");
        }
        context.header("Cache-Control", "no-store");
        context.json(endpoint.answer().to(new Request(context, session.viewer(), cluster)));
    }

    private static int status(StoreTrouble trouble) {
        return switch (trouble.kind()) {
            case ABSENT, READ_ONLY -> 503;
            case SLOW -> 504;
            case REFUSED -> 502;
        };
    }

    private static void error(
            Context context, int status, String kind, @org.jspecify.annotations.Nullable String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("error", kind);
        body.put("message", message);
        context.status(status).header("Cache-Control", "no-store").json(body);
    }
}
