/** One record of a log, whatever its form, as a tree: maps by name, lists, and texts. Bounded, and nothing is interpreted. */
@NullMarked
package io.tokenwatch.connector.record;

import org.jspecify.annotations.NullMarked;
