/** Against real servers on loopback, in good and in bad health. */
@NullMarked
package io.tokenwatch.flink.transport;

import org.jspecify.annotations.NullMarked;
