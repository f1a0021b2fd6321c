package io.tokenwatch.flink.registry;

import org.apache.avro.Schema;

/** Finds the schema that a record was written with. */
@FunctionalInterface
public interface WriterSchemas {
    /**
     * The schema of that id.
     *
     * @throws UnknownSchemaId if nobody registered an Avro schema under it: the record can never be read
     * @throws RegistryUnavailable if that cannot be found out now
     */
    Schema byId(int id) throws UnknownSchemaId;
}
