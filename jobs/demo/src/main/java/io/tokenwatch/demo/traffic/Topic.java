package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import org.jspecify.annotations.Nullable;

/** Where an audit event travels. */
final class Topic {
    private Topic() {}

    static String of(String eventType) {
        return switch (eventType) {
            case "token.issued", "token.refreshed" -> "token.issuance";
            case "token.validated" -> "token.validation";
            case "token.revoked" -> "token.revocation";
            default -> "token.administration";
        };
    }

    /** Issuance goes by client, so that the scopes of a client keep their order; all else by token where there is one. */
    static String partitionKey(String topic, TokenEvent event) {
        Field[] fields = topic.equals("token.issuance")
                ? new Field[] {Field.CLIENT_ID}
                : new Field[] {Field.TOKEN_ID, Field.CLIENT_ID, Field.SUBJECT, Field.EVENT_ID};
        for (Field field : fields) {
            @Nullable String value = event.text(field);
            if (value != null) {
                return value;
            }
        }
        throw new IllegalStateException("an event without " + fields[fields.length - 1]);
    }
}
