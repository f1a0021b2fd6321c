package io.tokenwatch.flink.transport;

import io.tokenwatch.flink.remote.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes one message per POST. Signed as Standard Webhooks 1.0 has it, for which receivers find libraries; also the
 * push of Security Event Tokens (RFC 8935), which are signed themselves.
 *
 * @param secret what the receiver checks the signature with; null: unsigned
 * @param authorization the whole value of the header of that name; null: none
 * @param patience with an answer
 */
public record WebhookTarget(
        URI url, @Nullable Secret secret, @Nullable Secret authorization, Tls tls, Duration patience)
        implements Target {
    @Override
    public Transport open() {
        return new Webhook(this, new HttpPost(url, tls, patience));
    }

    @Override
    public String toString() {
        return "the webhook at " + url.getHost();
    }

    private record Webhook(WebhookTarget target, HttpPost http) implements Transport {
        @Override
        public int batch() {
            return 1;
        }

        @Override
        public Outcome send(List<Message> messages) throws IOException, InterruptedException {
            for (Message message : messages) {
                byte[] body = message.bytes();
                Outcome outcome = http.send(headers(message, body), body);
                if (outcome.kind() != Outcome.Kind.DELIVERED) {
                    return outcome;
                }
            }
            return Outcome.DELIVERED;
        }

        private Map<String, String> headers(Message message, byte[] body) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", message.contentType());
            headers.put("Accept", "application/json");
            headers.put("Tokenwatch-Route", message.route());
            long seconds = System.currentTimeMillis() / 1000;
            headers.put("Webhook-Id", message.id());
            headers.put("Webhook-Timestamp", Long.toString(seconds));
            Secret secret = target.secret();
            if (secret != null) {
                headers.put("Webhook-Signature", WebhookSignature.of(secret.read(), message.id(), seconds, body));
            }
            Secret authorization = target.authorization();
            if (authorization != null) {
                headers.put("Authorization", authorization.read());
            }
            return headers;
        }

        @Override
        public void close() {
            // the client has no close before Java 21; its threads end with it, and a send under way ends by
            // interruption
        }
    }
}
