package io.tokenwatch.connector.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** JSON that cannot exhaust the reader: depth 32, string 8 KB, document 64 KB, number 64 digits, name 256 B. */
public final class BoundedJson {
    /** The longest string, in bytes. */
    public static final int LONGEST_STRING = 8 * 1024;

    public static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(LONGEST_STRING)
                    .maxDocumentLength(64 * 1024)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .build())
            // Error messages must not quote the document: it may hold a token.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names are attacker-chosen; the JVM's intern table would keep them.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private BoundedJson() {}
}
