package io.tokenwatch.flink.transport;

import io.tokenwatch.flink.remote.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Splunk's HTTP Event Collector: events one after the other in one request. The token must not ask for acknowledgements.
 *
 * @param url such as {@code https://splunk:8088/services/collector/event}
 * @param patience with an answer
 */
public record HecTarget(URI url, Secret token, Tls tls, Duration patience) implements Target {
    @Override
    public Transport open() {
        return new Collector(this, new HttpPost(url, tls, patience));
    }

    @Override
    public String toString() {
        return "the Splunk collector at " + url.getHost();
    }

    private record Collector(HecTarget target, HttpPost http) implements Transport {
        /** An event has at most 9,900 bytes, and Splunk takes a megabyte. */
        @Override
        public int batch() {
            return 100;
        }

        @Override
        public Outcome send(List<Message> messages) throws IOException, InterruptedException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (Message message : messages) {
                body.writeBytes(message.bytes());
                body.write('\n');
            }
            Map<String, String> headers = Map.of(
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Splunk " + target.token().read());
            return http.send(headers, body.toByteArray());
        }

        @Override
        public void close() {
            // see WebhookTarget
        }
    }
}
