package io.tokenwatch.console.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** Somebody who speaks to the back end without its page: what the page would never send, they do. */
public final class Agent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String address;
    private String csrf = "";

    public Agent(String address) {
        this.address = address;
    }

    /** An answer of the back end. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

    /** Signs in with a one-time password. */
    public Agent signedIn(String password) {
        Answer answer = post(
                "/api/sign-in",
                JSON.createObjectNode().put("password", password).toString());
        csrf = answer.body().path("csrf").asText();
        return this;
    }

    /** Takes over what the page of a session knows. */
    public Agent withSession() {
        csrf = get("/api/session").body().path("csrf").asText();
        return this;
    }

    public Agent withoutCsrf() {
        csrf = "";
        return this;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer get(String path, String header, String value) {
        return send(request(path).header(header, value).GET());
    }

    public Answer post(String path, String json) {
        return post(path, json, "application/json");
    }

    public Answer post(String path, String body, String type) {
        HttpRequest.Builder builder = request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        return send(csrf.isEmpty() ? builder : builder.header("X-Tokenwatch-Csrf", csrf));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(path.startsWith("http") ? URI.create(path) : URI.create(address + path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response.body()), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(@Nullable String body) {
        try {
            return JSON.readTree(body == null || body.isEmpty() ? "{}" : body);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }
}
