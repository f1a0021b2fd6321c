package io.tokenwatch.event;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to an event of a kind, so that its absence says something: a registration names an owner, or the client has none; an
 * issuance tells when the token ends, or it has no end. Unless the source cannot tell such things at all: then the event names them in
 * {@link Field#UNTOLD}, and their absence says nothing.
 */
public final class Expected {
    private static final Set<Field> OF_A_REGISTRATION = EnumSet.of(
            Field.CLIENT_OWNER,
            Field.CLIENT_APPROVER,
            Field.CLIENT_PURPOSE,
            Field.CLIENT_REGISTERED_SCOPE,
            Field.CLIENT_REDIRECT_URIS,
            Field.CLIENT_ENVIRONMENT,
            Field.CLIENT_EXPECTED_NETWORKS);
    private static final Set<Field> OF_AN_ISSUANCE = EnumSet.of(Field.EXPIRES_AT, Field.SCOPE, Field.AUDIENCE);

    private static final Map<String, Set<Field>> BY_TYPE = Map.of(
            "client.registered", OF_A_REGISTRATION,
            "client.updated", OF_A_REGISTRATION,
            "token.issued", OF_AN_ISSUANCE,
            "token.refreshed", OF_AN_ISSUANCE,
            "token.exchanged", OF_AN_ISSUANCE);

    private Expected() {}

    /** The fields of an event of that type; do not change them. */
    public static Set<Field> of(@Nullable String eventType) {
        return eventType == null ? Set.of() : BY_TYPE.getOrDefault(eventType, Set.of());
    }

    /** The types of events that the field belongs to; empty for most fields. */
    public static Set<String> types(Field field) {
        return BY_TYPE.entrySet().stream()
                .filter(type -> type.getValue().contains(field))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a source never tells in events of that type and kind of token, although it belongs there.
     *
     * @param shapes all that the source can say
     * @return names of fields, for {@link Field#UNTOLD}
     */
    public static String[] untold(Collection<Shape> shapes, String eventType, @Nullable String tokenKind) {
        Set<Field> untold = EnumSet.noneOf(Field.class);
        untold.addAll(of(eventType));
        for (Shape shape : shapes) {
            boolean fits = shape.canBe(Field.EVENT_TYPE, Set.of(eventType))
                    && (tokenKind == null || shape.canBe(Field.TOKEN_KIND, Set.of(tokenKind)));
            if (fits) {
                untold.removeAll(shape.fields().keySet());
            }
        }
        return untold.stream().map(Field::fieldName).toArray(String[]::new);
    }
}
