/** What the tests of the Flink room share: rules and traffic, the oracle, and an index that keeps the last version. */
@NullMarked
package io.tokenwatch.flink.testing;

import org.jspecify.annotations.NullMarked;
