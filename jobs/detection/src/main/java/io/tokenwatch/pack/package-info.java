/** Rule packs as they travel: an immutable set of rule files under its hash, and the log of those that were published. */
@NullMarked
package io.tokenwatch.pack;

import org.jspecify.annotations.NullMarked;
