package io.tokenwatch.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the page and of the libraries it imports, from the class path. */
final class Assets {
    private static final String UI = "/console/";
    private static final String STATIC = "/META-INF/resources/_static/";
    /** Where each library lies in its jar; the versions are those of the pom. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit/3.3.3/",
            "lit-html", "lit-html/3.3.3/",
            "lit-element", "lit-element/4.2.2/",
            "reactive-element", "reactive-element/2.1.2/",
            "echarts", "echarts/6.0.0/dist/");

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    /** Names only: no way up, nothing hidden. */
    private static final Pattern SAFE = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*");

    private Assets() {}

    static void serve(RoutesConfig routes) {
        routes.get("/ui/<file>", context -> send(context, UI, "no-cache"));
        routes.get("/lib/{library}/<file>", context -> {
            String folder = LIBRARIES.get(context.pathParam("library"));
            if (folder == null) {
                context.status(404);
            } else {
                send(context, STATIC + folder, "private, max-age=86400");
            }
        });
    }

    private static void send(Context context, String folder, String cache) {
        String file = context.pathParam("file");
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        byte[] content = type != null && SAFE.matcher(file).matches() ? read(folder + file) : new byte[0];
        if (type == null || content.length == 0) {
            context.status(404);
            return;
        }
        String tag = '"' + hash(content) + '"';
        context.header("Cache-Control", cache).header("ETag", tag);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
        } else {
            context.contentType(type).result(content);
        }
    }

    /** Empty if there is none. */
    static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 in Base64. */
    static String hash(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String text(String resource) {
        return new String(read(resource), StandardCharsets.UTF_8);
    }
}
