package io.tokenwatch.flink.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the real Elasticsearch and lets through what it shall not spoil: one planned fault per bulk request. */
final class FaultyProxy implements AutoCloseable {
    enum Fault {
        NONE,
        TOO_MANY_REQUESTS,
        UNAVAILABLE,
        BAD_GATEWAY,
        FORBIDDEN,
        /** The connection breaks and nothing was written. */
        RESET,
        /** The connection breaks and everything was written. */
        RESET_AFTER_APPLIED,
        /** The last document is refused for now, all others come through. */
        LAST_ITEM_BUSY,
        /** More than this gateway lets through, unless it is a single document. */
        TOO_LARGE
    }

    private static final Set<String> OWN_HEADERS = Set.of("content-length", "transfer-encoding", "connection");

    private final URI target;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger bulks = new AtomicInteger();

    FaultyProxy(String target, Fault... faults) throws IOException {
        this.target = URI.create(target);
        this.faults.addAll(List.of(faults));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many bulk requests came in. */
    int bulks() {
        return bulks.get();
    }

    boolean isSpent() {
        return faults.isEmpty();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault fault = Fault.NONE;
            if (exchange.getRequestURI().getPath().endsWith("/_bulk")) {
                bulks.incrementAndGet();
                Fault planned = faults.poll();
                fault = planned == null ? Fault.NONE : planned;
            }
            spoil(exchange, body, fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void spoil(HttpExchange exchange, byte[] body, Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case NONE -> forward(exchange, body, "");
            case TOO_MANY_REQUESTS -> answer(exchange, 429, "es_rejected_execution_exception");
            case UNAVAILABLE -> answer(exchange, 503, "unavailable_shards_exception");
            case BAD_GATEWAY -> exchange.sendResponseHeaders(502, -1);
            case FORBIDDEN -> answer(exchange, 403, "security_exception");
            case RESET -> {} // closed without an answer
            case RESET_AFTER_APPLIED -> send(exchange, body);
            case LAST_ITEM_BUSY -> {
                String text = new String(body, StandardCharsets.UTF_8);
                int last = text.lastIndexOf('\n', text.lastIndexOf('\n', text.length() - 2) - 1) + 1;
                if (last == 0) { // the only one
                    answer(exchange, 429, "es_rejected_execution_exception");
                    return;
                }
                forward(
                        exchange,
                        text.substring(0, last).getBytes(StandardCharsets.UTF_8),
                        ",{\"index\":{\"_index\":\"i\",\"_id\":\"x\",\"status\":429,\"error\":"
                                + "{\"type\":\"es_rejected_execution_exception\",\"reason\":\"busy\"}}}");
            }
            case TOO_LARGE -> {
                if (new String(body, StandardCharsets.UTF_8).lines().count() > 2) {
                    faults.add(Fault.TOO_LARGE); // as long as it takes
                    exchange.sendResponseHeaders(413, -1);
                } else {
                    forward(exchange, body, "");
                }
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type) throws IOException {
        byte[] json = "{\"error\":{\"type\":\"%s\",\"reason\":\"injected\"},\"status\":%d}"
                .formatted(type, status)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    private void forward(HttpExchange exchange, byte[] body, String extraItem)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(exchange, body);
        byte[] answer = response.body();
        if (!extraItem.isEmpty()) {
            String text = new String(answer, StandardCharsets.UTF_8);
            answer = text.substring(0, text.lastIndexOf(']'))
                    .concat(extraItem + "]}")
                    .getBytes(StandardCharsets.UTF_8);
        }
        response.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
