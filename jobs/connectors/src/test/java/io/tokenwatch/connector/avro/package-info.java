/** Tests of the Avro form of events. */
@NullMarked
package io.tokenwatch.connector.avro;

import org.jspecify.annotations.NullMarked;
