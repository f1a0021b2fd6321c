package io.tokenwatch.console.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tokenwatch.console.access.OneTimePassword;
import io.tokenwatch.console.access.Session;
import io.tokenwatch.console.access.Sessions;
import io.tokenwatch.console.access.Viewer;
import org.jspecify.annotations.Nullable;

/** Signing in and out. Which ways there are, the page asks first. */
public final class SignIn {
    private final Api api;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final @Nullable OneTimePassword password;
    private final @Nullable OpenIdRoutes openId;

    public SignIn(
            Api api,
            Sessions sessions,
            SessionCookie cookie,
            @Nullable OneTimePassword password,
            @Nullable OpenIdRoutes openId) {
        this.api = api;
        this.sessions = sessions;
        this.cookie = cookie;
        this.password = password;
        this.openId = openId;
    }

    public void serve(RoutesConfig routes) {
        routes.get("/api/sign-in", this::ways);
        routes.get("/api/session", context -> context.header("Cache-Control", "no-store")
                .json(about(api.session(context))));
        routes.post("/api/sign-out", this::signOut);
        if (password != null) {
            OneTimePassword known = password;
            routes.post("/api/sign-in", context -> signIn(context, known));
        }
        if (openId != null) {
            openId.serve(routes, viewer -> sessions.open(viewer), cookie);
        }
    }

    private void ways(Context context) {
        ObjectNode ways = JsonNodeFactory.instance.objectNode();
        ways.put("password", password != null);
        ways.put("openid", openId != null);
        context.header("Cache-Control", "no-store").json(ways);
    }

    private void signIn(Context context, OneTimePassword known) {
        if (!String.valueOf(context.contentType()).startsWith("application/json")) {
            throw Refusal.wrong("Send JSON."); // which no form of another site can
        }
        com.fasterxml.jackson.databind.JsonNode body =
                context.bodyAsClass(com.fasterxml.jackson.databind.JsonNode.class);
        Viewer viewer = known.signIn(body.path("password").asText())
                .orElseThrow(() -> Refusal.forbidden(
                        "That is not the password. It works once; the newest is shown where the console was started."));
        Session session = sessions.open(viewer);
        cookie.write(context, session);
        context.header("Cache-Control", "no-store").json(about(session));
    }

    private void signOut(Context context) {
        sessions.end(api.ownSession(context));
        cookie.clear(context);
        context.json(JsonNodeFactory.instance.objectNode());
    }

    private static ObjectNode about(Session session) {
        Viewer viewer = session.viewer();
        ObjectNode about = JsonNodeFactory.instance.objectNode();
        about.put("id", viewer.id());
        about.put("name", viewer.name());
        about.put("role", viewer.role().word());
        about.put("csrf", session.csrf());
        about.put("ends", session.ends().toString());
        about.put("all_tenants", viewer.tenants().all());
        viewer.tenants().names().forEach(about.putArray("tenants")::add);
        return about;
    }
}
