/** One stack for all tests of a JVM: {@link io.tokenwatch.devstack.junit.DevstackExtension}. Needs JUnit, which the rest does not. */
@NullMarked
package io.tokenwatch.devstack.junit;

import org.jspecify.annotations.NullMarked;
