package io.tokenwatch.flink.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on loopback that answers as a test wants, and keeps what it is sent. */
public final class HttpListener implements AutoCloseable {
    /** Hangs up without an answer. */
    public static final Answer HANGS_UP = new Answer(-1, Map.of());
    /** Hangs up in the middle of its answer. */
    public static final Answer HALF = new Answer(-2, Map.of());
    /** Answers in the end, but nobody waits that long. */
    public static final Answer SLOW = new Answer(-3, Map.of());

    private static final int SLOW_MILLIS = 3_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What the server says. */
    public record Answer(int status, Map<String, String> headers) {
        public static Answer of(int status) {
            return new Answer(status, Map.of());
        }
    }

    /** What the server was sent. */
    public record Request(String path, Map<String, List<String>> headers, String text) {
        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private HttpListener(int port, Function<Request, Answer> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    /** @param answers by request */
    public static HttpListener answering(Function<Request, Answer> answers) throws IOException {
        return new HttpListener(0, answers);
    }

    /** At a port where nobody listens. */
    public static HttpListener at(int port) throws IOException {
        return new HttpListener(port, request -> Answer.of(200));
    }

    /** One answer after the other, then 200 for ever. */
    public static HttpListener answering(Answer... answers) throws IOException {
        Iterator<Answer> left = List.of(answers).iterator();
        return new HttpListener(0, request -> {
            synchronized (left) {
                return left.hasNext() ? left.next() : Answer.of(200);
            }
        });
    }

    private void answer(HttpExchange exchange, Function<Request, Answer> answers) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request =
                    new Request(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), text);
            Answer answer = answers.apply(request);
            requests.add(request);
            if (answer.status() == SLOW.status()) {
                Thread.sleep(SLOW_MILLIS);
            } else if (answer.status() == HALF.status()) {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
            } else if (answer.status() > 0) {
                answer.headers().forEach(exchange.getResponseHeaders()::add);
                exchange.sendResponseHeaders(answer.status(), -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
