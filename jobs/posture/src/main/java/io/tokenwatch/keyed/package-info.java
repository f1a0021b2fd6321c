/** Names of things by which state is kept, and bounded collections that merge. */
@NullMarked
package io.tokenwatch.keyed;

import org.jspecify.annotations.NullMarked;
