package io.tokenwatch.console.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Elasticsearch from the side of those who write: the detector's part, played by the tests. */
public final class Store {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BULK_BYTES = 4 * 1024 * 1024;

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    public Store(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    /** One document to write. */
    public record Document(String index, String id, String source) {
        public static Document of(String index, String id, byte[] source) {
            return new Document(index, id, new String(source, StandardCharsets.UTF_8));
        }
    }

    /** Writes them all; fails with the first that is refused. */
    public void write(Iterable<Document> documents) {
        ByteArrayOutputStream bulk = new ByteArrayOutputStream();
        for (Document document : documents) {
            bulk.writeBytes(bytes(Map.of("index", Map.of("_index", document.index(), "_id", document.id()))));
            bulk.write('\n');
            bulk.writeBytes(document.source().getBytes(StandardCharsets.UTF_8));
            bulk.write('\n');
            if (bulk.size() > BULK_BYTES) {
                send(bulk);
            }
        }
        send(bulk);
    }

    private void send(ByteArrayOutputStream bulk) {
        if (bulk.size() == 0) {
            return;
        }
        JsonNode answer =
                call("POST", "/_bulk", BodyPublishers.ofByteArray(bulk.toByteArray()), "application/x-ndjson");
        if (answer.path("errors").asBoolean()) {
            throw new IllegalStateException(answer.path("items")
                    .valueStream()
                    .map(item -> item.at("/index/error"))
                    .filter(error -> !error.isMissingNode())
                    .findFirst()
                    .orElse(answer)
                    .toString());
        }
        bulk.reset();
    }

    public void refresh() {
        call("POST", "/_refresh", BodyPublishers.noBody(), "application/json");
    }

    public JsonNode call(String method, String path, String body) {
        return call(method, path, BodyPublishers.ofString(body), "application/json");
    }

    private JsonNode call(String method, String path, BodyPublisher body, String type) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(path + ": "
                        + new String(response.body(), StandardCharsets.UTF_8)
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
