package io.tokenwatch.event;

import static io.tokenwatch.event.FieldType.ADDRESS;
import static io.tokenwatch.event.FieldType.CASELESS;
import static io.tokenwatch.event.FieldType.DECIMAL;
import static io.tokenwatch.event.FieldType.FLAG;
import static io.tokenwatch.event.FieldType.NUMBER;
import static io.tokenwatch.event.FieldType.SECONDS;
import static io.tokenwatch.event.FieldType.TEXT;
import static io.tokenwatch.event.FieldType.TEXTS;
import static io.tokenwatch.event.FieldType.TIME;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of the canonical event: one slot of {@link TokenEvent} each, under the name that rules use. */
@SuppressWarnings("EnumOrdinal") // the slots are computed from the order, here and nowhere else, and never stored
public enum Field {
    EVENT_ID(TEXT),
    EVENT_TYPE(TEXT),
    OUTCOME(TEXT),
    ERROR(TEXT),
    EVENT_TIME(TIME),
    INGEST_TIME(TIME),
    TENANT(TEXT),
    ISSUER(TEXT),
    SOURCE(TEXT),
    RAW_REF(TEXT),
    /** Names of fields that the source never tells, though they belong to such an event, see {@link Expected}. */
    UNTOLD(TEXTS),

    TOKEN_ID(TEXT),
    TOKEN_KIND(TEXT),
    TOKEN_TYPE(TEXT),
    FAMILY_ID(TEXT),
    GENERATION(NUMBER),
    LATEST_GENERATION(NUMBER),
    ROTATED_AT(TIME),
    PARENT_TOKEN_ID(TEXT),
    SUBJECT_TOKEN_ID(TEXT),
    ACTOR_TOKEN_ID(TEXT),
    ACT_CHAIN(TEXTS),
    MAY_ACT(TEXTS),
    ISSUED_AT(SECONDS),
    NOT_BEFORE(SECONDS),
    EXPIRES_AT(SECONDS),
    KID(TEXT),
    ALG(TEXT),
    CLAIMS_HASH(TEXT),
    SINGLE_USE(FLAG),
    CNF_JKT(TEXT),
    CNF_X5T(TEXT),
    SESSION_ID(TEXT),

    SCOPE(TEXTS),
    REQUESTED_SCOPE(TEXTS),
    USED_SCOPE(TEXTS),
    AUDIENCE(TEXTS),
    REQUESTED_AUDIENCE(TEXTS),

    SUBJECT(TEXT),
    SUBJECT_TYPE(TEXT),
    ACTOR(TEXT),
    AZP(TEXT),

    CLIENT_ID(TEXT),
    CLIENT_TYPE(TEXT),
    GRANT_TYPE(TEXT),
    AUTH_METHOD(TEXT),
    CREDENTIAL_ID(TEXT),
    CLIENT_OWNER("client.owner", TEXT),
    CLIENT_APPROVER("client.approver", TEXT),
    CLIENT_PURPOSE("client.purpose", TEXT),
    CLIENT_REGISTERED_SCOPE("client.registered_scope", TEXTS),
    CLIENT_REDIRECT_URIS("client.redirect_uris", TEXTS),
    CLIENT_ENVIRONMENT("client.environment", TEXT),
    CLIENT_THIRD_PARTY("client.third_party", FLAG),
    CLIENT_EXPECTED_NETWORKS("client.expected_networks", TEXTS),
    CLIENT_NAME("client.name", TEXT),
    CLIENT_FEDERATED_ISSUERS("client.federated_issuers", TEXTS),

    SRC_IP("src.ip", ADDRESS),
    SRC_PEER_IP("src.peer_ip", ADDRESS),
    SRC_ASN("src.asn", NUMBER),
    SRC_AS_TYPE("src.as_type", TEXT),
    SRC_COUNTRY("src.country", TEXT),
    SRC_LAT("src.lat", DECIMAL),
    SRC_LON("src.lon", DECIMAL),
    USER_AGENT(CASELESS),
    UA_FAMILY(CASELESS),
    DEVICE_ID(TEXT),
    JA4(TEXT),
    PRESENTED_X5T(TEXT),
    PROOF_JKT(TEXT),
    PROOF_JTI(TEXT),
    PROOF_HTU(TEXT),
    PROOF_HTM(TEXT),
    REQUEST_METHOD(TEXT),
    REQUEST_URI(TEXT),

    RESOURCE_SERVER(TEXT),
    VALIDATION_MODE(TEXT),
    CACHE_AGE_S(NUMBER),
    DENY_REASON(TEXT),
    ENDPOINT_CLASS(TEXT),
    RESOURCE_ENVIRONMENT(TEXT),
    DURATION_MS(NUMBER),

    REVOCATION_SCOPE(TEXT),
    REVOKED_AT(TIME),
    REASON(TEXT),
    INITIATOR(TEXT),

    TRACE_ID(TEXT),
    CORRELATION_ID(TEXT);

    private static final Map<String, Field> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::fieldName, Function.identity()));
    private static final int[] SIZES = new int[FieldType.Storage.values().length];

    static {
        for (Field field : values()) {
            field.slot = SIZES[field.type.storage().ordinal()]++;
        }
    }

    private final String fieldName;
    private final FieldType type;
    /** Set once, when all fields are there. */
    private int slot;

    Field(FieldType type) {
        this.fieldName = name().toLowerCase(Locale.ROOT);
        this.type = type;
    }

    Field(String fieldName, FieldType type) {
        this.fieldName = fieldName;
        this.type = type;
    }

    /** The name in rules, canonical NDJSON and alerts, such as {@code src.asn}. */
    public String fieldName() {
        return fieldName;
    }

    public FieldType type() {
        return type;
    }

    /** The field of that name, as rules write it. */
    public static Optional<Field> of(String fieldName) {
        return Optional.ofNullable(BY_NAME.get(fieldName));
    }

    /** The place among the fields with the same storage. */
    int slot() {
        return slot;
    }

    static int slots(FieldType.Storage storage) {
        return SIZES[storage.ordinal()];
    }
}
