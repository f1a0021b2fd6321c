/** Raw tokens become keyed hashes: the keys, the hash, and the guard that finds tokens where none should be. */
@NullMarked
package io.tokenwatch.connector.redact;

import org.jspecify.annotations.NullMarked;
