package io.tokenwatch.connector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import java.util.List;

/** The kinds of events that {@link KeycloakReader} makes. */
final class KeycloakShapes {
    /** What any event of Keycloak may say. */
    private static final Shape EVENT = Shape.of(List.of(
                    Field.EVENT_ID,
                    Field.EVENT_TIME,
                    Field.ERROR,
                    Field.TENANT,
                    Field.ISSUER,
                    Field.SOURCE,
                    Field.FAMILY_ID,
                    Field.SESSION_ID,
                    Field.SCOPE,
                    Field.REQUESTED_SCOPE,
                    Field.SUBJECT,
                    Field.CLIENT_ID,
                    Field.GRANT_TYPE,
                    Field.AUTH_METHOD,
                    Field.SRC_IP,
                    Field.REASON,
                    Field.CORRELATION_ID))
            .with(Field.OUTCOME, "success", "failure");

    private static final Shape TOKEN = EVENT.with(Field.TOKEN_ID);

    static final List<Shape> ALL = List.of(
            event(EVENT, EventTypes.AUTHORIZE).with(Field.SUBJECT_TYPE, "user"),
            event(TOKEN, EventTypes.TOKEN_ISSUED)
                    .with(Field.TOKEN_KIND, "access")
                    .with(Field.PARENT_TOKEN_ID)
                    .with(Field.SUBJECT_TYPE, "user", "workload"),
            event(TOKEN, EventTypes.TOKEN_ISSUED)
                    .with(Field.TOKEN_KIND, "refresh")
                    .with(Field.PARENT_TOKEN_ID),
            event(TOKEN, EventTypes.TOKEN_REFRESHED).with(Field.TOKEN_KIND, "refresh"),
            event(TOKEN, EventTypes.TOKEN_EXCHANGED)
                    .with(Field.TOKEN_KIND, "access")
                    .with(Field.ACTOR)
                    .with(Field.AUDIENCE),
            event(TOKEN, EventTypes.TOKEN_INTROSPECTED)
                    .with(Field.TOKEN_KIND, "access", "refresh", "id")
                    .with(Field.TOKEN_TYPE, "bearer", "dpop")
                    .with(Field.RESOURCE_SERVER)
                    .with(Field.VALIDATION_MODE, "introspection")
                    .with(Field.DENY_REASON, "revoked", "insufficient_scope", "invalid_token")
                    .with(Field.SRC_PEER_IP),
            event(EVENT, EventTypes.TOKEN_VALIDATED)
                    .with(Field.TOKEN_KIND, "access")
                    .with(Field.RESOURCE_SERVER, "keycloak")
                    .with(Field.ENDPOINT_CLASS, "userinfo")
                    .with(Field.DENY_REASON, "revoked", "insufficient_scope", "invalid_token"),
            event(TOKEN, EventTypes.TOKEN_REVOKED)
                    .with(Field.TOKEN_KIND, "access", "refresh")
                    .with(Field.REVOCATION_SCOPE, "token", "family", "user_client"),
            event(EVENT, EventTypes.DEVICE_AUTHORIZED),
            event(EVENT, EventTypes.DEVICE_REDEEMED),
            event(EVENT, EventTypes.SESSION_ENDED),
            event(EVENT, EventTypes.CONSENT_GRANTED),
            event(EVENT, EventTypes.CLIENT_REGISTERED),
            event(EVENT, EventTypes.CLIENT_UPDATED),
            event(EVENT, EventTypes.CLIENT_DISABLED),
            event(EVENT, EventTypes.ACCOUNT_DISABLED));

    private KeycloakShapes() {}

    private static Shape event(Shape shape, String type) {
        return shape.with(Field.EVENT_TYPE, type);
    }
}
