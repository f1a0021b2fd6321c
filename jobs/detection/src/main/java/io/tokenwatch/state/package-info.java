/**
 * What rules keep per key: three bounded structures whose merge is commutative, associative and idempotent, and the
 * bytes they travel in. Adding an event twice, or late, gives the same state.
 */
@NullMarked
package io.tokenwatch.state;

import org.jspecify.annotations.NullMarked;
