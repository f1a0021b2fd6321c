/** Our own Avro records as canonical events and back, straight between bytes and slots, safe against hostile bytes. */
@NullMarked
package io.tokenwatch.connector.avro;

import org.jspecify.annotations.NullMarked;
