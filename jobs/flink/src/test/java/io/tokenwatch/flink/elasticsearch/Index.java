package io.tokenwatch.flink.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** An index of its own for a test, that takes documents {@code {"n":<long>}} and no others. */
record Index(String url, String name) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern NUMBER = Pattern.compile("\"_source\":\\{\"n\":(\\d+)}");

    static Index create(String url) throws IOException, InterruptedException {
        Index index = new Index(url, "it-" + UUID.randomUUID());
        index.call(
                "PUT",
                "",
                "{\"settings\":{\"number_of_replicas\":0},\"mappings\":{\"dynamic\":\"strict\",\"properties\":{\"n\":{\"type\":\"long\"}}}}");
        return index;
    }

    String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + name + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** The numbers of all documents, sorted. */
    List<Long> numbers() throws IOException, InterruptedException {
        call("POST", "/_refresh", "");
        return NUMBER.matcher(call("GET", "/_search?size=10000", ""))
                .results()
                .map(match -> Long.parseLong(match.group(1)))
                .sorted()
                .toList();
    }
}
