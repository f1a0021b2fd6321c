package io.tokenwatch.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page, its modules and the libraries that they import, all from the class path. There is one page: which screen it shows, its
 * URL says. Nothing on it runs that did not come from a file of ours: the policy names the import map by its hash, the only thing
 * that the page holds itself.
 */
public final class Pages {
    private static final String MAP_BEGINS = "<script type=\"importmap\">";
    private static final String MAP_ENDS = "</script>";
    private final String page;
    private final Map<String, String> headers;

    /** @param secure whether people reach the console by https */
    public Pages(boolean secure) {
        this.page = Assets.text("/console/index.html");
        this.headers = headers(Assets.hash(importMap(page).getBytes(StandardCharsets.UTF_8)), secure);
    }

    /** Serves them all; each answer, of the interface too, carries the headers. */
    public void serve(RoutesConfig routes) {
        routes.before(context -> headers.forEach(context::header));
        Assets.serve(routes);
        routes.get("/", this::page);
        routes.get("/{screen}", this::page);
        routes.get("/{screen}/{id}", this::page);
    }

    private void page(Context context) {
        context.header("Cache-Control", "no-cache").html(page);
    }

    private static Map<String, String> headers(String importMapHash, boolean secure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self' 'sha256-" + importMapHash
                        + "'; style-src 'self'; img-src 'self' data:; "
                        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                        + "require-trusted-types-for 'script'; trusted-types lit-html default");
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
}
