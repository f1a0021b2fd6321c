package io.tokenwatch.console;

import io.javalin.Javalin;
import io.tokenwatch.console.access.OneTimePassword;
import io.tokenwatch.console.access.OpenIdSettings;
import io.tokenwatch.console.access.OpenIdSignIn;
import io.tokenwatch.console.access.Role;
import io.tokenwatch.console.access.Sessions;
import io.tokenwatch.console.access.Tenants;
import io.tokenwatch.console.access.Viewer;
import io.tokenwatch.console.store.Cluster;
import io.tokenwatch.console.web.Api;
import io.tokenwatch.console.web.OpenIdRoutes;
import io.tokenwatch.console.web.Pages;
import io.tokenwatch.console.web.SessionCookie;
import io.tokenwatch.console.web.SignIn;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running console. */
public final class Console implements AutoCloseable {
    /** A client id of 8 KB, percent-encoded, fits in a URL. */
    private static final int REQUEST_HEADER_BYTES = 64 * 1024;

    private static final long LARGEST_REQUEST = 256 * 1024;

    private final Cluster cluster;
    private final Javalin server;
    private final String host;

    private Console(Cluster cluster, Javalin server, String host) {
        this.cluster = cluster;
        this.server = server;
        this.host = host;
    }

    /**
     * Starts it.
     *
     * @param teller is told each one-time password, where the settings want one
     * @throws IOException if the identity provider cannot be reached
     */
    public static Console start(ConsoleSettings settings, Consumer<String> teller) throws IOException {
        return start(settings, teller, Clock.systemUTC());
    }

    public static Console start(ConsoleSettings settings, Consumer<String> teller, Clock clock) throws IOException {
        OpenIdSettings provider = settings.openId();
        OpenIdRoutes openId = provider == null ? null : new OpenIdRoutes(OpenIdSignIn.discover(provider, clock));
        OneTimePassword password = settings.oneTimePassword() ? new OneTimePassword(localUser(), teller, clock) : null;
        Cluster cluster = new Cluster(settings.elasticsearch());
        Sessions sessions = new Sessions(settings.idle(), settings.longest(), clock);
        try {
            Javalin server = server(settings, cluster, sessions, password, openId, clock);
            server.start(settings.host(), settings.port());
            return new Console(cluster, server, settings.host());
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Javalin server(
            ConsoleSettings settings,
            Cluster cluster,
            Sessions sessions,
            @Nullable OneTimePassword password,
            @Nullable OpenIdRoutes openId,
            Clock clock) {
        SessionCookie cookie = new SessionCookie(settings.secure());
        Api api = new Api(cluster, sessions, cookie);
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = LARGEST_REQUEST;
            config.jetty.modifyHttpConfiguration(http -> {
                http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
                http.setSendServerVersion(false);
            });
            new SignIn(api, sessions, cookie, password, openId).serve(config.routes);
            api.serve(config.routes, Screens.resources(settings, cluster, clock));
            Api.errors(config.routes);
            new Pages(settings.secure()).serve(config.routes); // last: they take whatever nobody else does
        });
    }

    /** Who has the password of this machine's terminal may do everything that the terminal may. */
    private static Viewer localUser() {
        String name = System.getProperty("user.name", "analyst");
        return new Viewer(name, name, Role.AUTHOR, Tenants.everyone());
    }

    /** Such as {@code http://127.0.0.1:8440}. */
    public String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
    }

    @Override
    public void close() {
        server.stop();
        cluster.close();
    }
}
