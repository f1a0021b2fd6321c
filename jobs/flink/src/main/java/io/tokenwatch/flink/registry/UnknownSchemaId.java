package io.tokenwatch.flink.registry;

/** An id under which the registry has no Avro schema. Without stack trace, since each bad record may raise one. */
public final class UnknownSchemaId extends Exception {
    public UnknownSchemaId(int id, String why) {
        super("schema id " + id + ": " + why, null, false, false);
    }
}
