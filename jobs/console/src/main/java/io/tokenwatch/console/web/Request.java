package io.tokenwatch.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.tokenwatch.console.access.Viewer;
import io.tokenwatch.console.store.Cluster;
import io.tokenwatch.console.store.TenantStore;
import java.util.List;
import java.util.Optional;

/** A question of somebody who is signed in, with Elasticsearch as they may see it. */
public final class Request {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_PARAMETER = 16 * 1024;

    private final Context context;
    private final Viewer viewer;
    private final TenantStore store;

    Request(Context context, Viewer viewer, Cluster cluster) {
        this.context = context;
        this.viewer = viewer;
        this.store = cluster.as(viewer.tenants());
    }

    public Viewer viewer() {
        return viewer;
    }

    public TenantStore store() {
        return store;
    }

    /** The part of the path in braces. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** A parameter of the URL; empty if it is missing or empty. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(context.queryParam(name))
                .filter(value -> !value.isEmpty())
                .map(this::bounded);
    }

    /** As {@link #parameter}. */
    public String required(String name) {
        return parameter(name).orElseThrow(() -> Refusal.wrong("'" + name + "' is missing"));
    }

    /** Each time the parameter is there, empty ones aside. */
    public List<String> parameters(String name) {
        return context.queryParams(name).stream()
                .filter(value -> !value.isEmpty())
                .map(this::bounded)
                .limit(100)
                .toList();
    }

    /** A number between bounds. */
    public int number(String name, int otherwise, int least, int most) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refusal.wrong("'" + name + "' is a number from " + least + " to " + most);
    }

    /** What was sent, a JSON object. */
    public JsonNode body() {
        try {
            JsonNode body = JSON.readTree(context.bodyAsBytes());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.wrong("this is no JSON");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw Refusal.wrong("this is no JSON object");
    }

    private String bounded(String value) {
        if (value.length() > LONGEST_PARAMETER) {
            throw Refusal.wrong("a parameter is longer than " + LONGEST_PARAMETER + " characters");
        }
        return value;
    }
}
