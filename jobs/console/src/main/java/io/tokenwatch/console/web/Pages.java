package io.tokenwatch.console.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page, its modules and the libraries that they import, all from the class path. There is one page: which screen it shows, its
 * URL says. Nothing on it runs that did not come from a file of ours: the policy names the import map by its hash, the only thing
 * that the page holds itself.
 */
public final class Pages {
    private static final String UI = "/console";
    private static final String STATIC = "/META-INF/resources/_static/";
    private static final String MAP_BEGINS = "<script type=\"importmap\">";
    private static final String MAP_ENDS = "</script>";
    /** By the name they are served under; where they lie on the class path follows from the versions in the pom. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit/3.3.3",
            "lit-html", "lit-html/3.3.3",
            "lit-element", "lit-element/4.2.2",
            "reactive-element", "reactive-element/2.1.2",
            "echarts", "echarts/6.0.0/dist");

    private final String page;
    private final Map<String, String> headers;

    /** @param secure whether people reach the console by https */
    public Pages(boolean secure) {
        this.page = read(UI + "/index.html");
        this.headers = headers(hash(importMap(page)), secure);
    }

    /** Serves them all; each answer, of the interface too, carries the headers. */
    public void serve(JavalinConfig config) {
        LIBRARIES.forEach((name, folder) -> config.staticFiles.add(files -> {
            files.hostedPath = "/lib/" + name;
            files.directory = STATIC + folder;
            files.location = Location.CLASSPATH;
            files.headers = withCache("public, max-age=86400");
        }));
        config.staticFiles.add(files -> {
            files.hostedPath = "/ui";
            files.directory = UI;
            files.location = Location.CLASSPATH;
            files.headers = withCache("no-cache");
        });
        config.routes.before(context -> headers.forEach(context::header));
        config.routes.get("/", this::page);
        config.routes.get("/{screen}", this::page);
        config.routes.get("/{screen}/{id}", this::page);
    }

    private void page(Context context) {
        context.header("Cache-Control", "no-cache").html(page);
    }

    private Map<String, String> withCache(String control) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Cache-Control", control);
        return all;
    }

    private static Map<String, String> headers(String importMapHash, boolean secure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self' 'sha256-" + importMapHash + "'; style-src 'self'; img-src 'self' data:; "
                        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                        + "require-trusted-types-for 'script'; trusted-types lit-html");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (secure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
        return headers;
    }

    private static String importMap(String page) {
        int begin = page.indexOf(MAP_BEGINS) + MAP_BEGINS.length();
        return page.substring(begin, page.indexOf(MAP_ENDS, begin));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String read(String resource) {
        try (InputStream in = Pages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
