package io.tokenwatch.flink.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** POST requests to one URL. What the server says beyond its status is not read: it could be anything, of any length. */
final class HttpPost {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final HttpClient client;
    private final URI url;
    private final Duration patience;

    /** @param patience with an answer, from the request to the end of the body */
    HttpPost(URI url, Tls tls, Duration patience) {
        this.url = url;
        this.patience = patience;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER); // a token or signature is for this server alone
        client = (url.getScheme().equals("https") ? builder.sslContext(tls.context()) : builder).build();
    }

    Outcome send(Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("User-Agent", "Tokenwatch")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            headers.forEach(request::header);
        } catch (IllegalArgumentException e) { // its message quotes the value, which may be a secret
            throw new IOException("a secret has characters that a header cannot carry");
        }
        CompletableFuture<HttpResponse<Boolean>> answer =
                client.sendAsync(request.build(), any -> BodySubscribers.replacing(true));
        try {
            return outcome(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException failure ? failure : new IOException(cause);
        } finally {
            answer.cancel(true);
        }
    }

    /** Wrong credentials are tried again: whoever corrects them should not have lost what came before. */
    private static Outcome outcome(HttpResponse<Boolean> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return Outcome.DELIVERED;
        }
        boolean passing =
                status >= 500 || status == 401 || status == 403 || status == 408 || status == 425 || status == 429;
        return new Outcome(
                passing ? Outcome.Kind.RETRY : Outcome.Kind.REFUSED,
                "HTTP status " + status,
                answer.headers().firstValue("Retry-After").map(HttpPost::wait).orElse(Duration.ZERO));
    }

    /** RFC 9110, 10.2.3: seconds or a date. */
    private static Duration wait(String retryAfter) {
        Duration wait;
        try {
            wait = retryAfter.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
