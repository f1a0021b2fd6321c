/** The promise under faults: the live job on real servers against the in-memory engine. */
@NullMarked
package io.tokenwatch.demo.faults;

import org.jspecify.annotations.NullMarked;
