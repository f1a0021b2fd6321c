/** How a message reaches a server of somebody else: one kind of server, one file. No Flink here. */
@NullMarked
package io.tokenwatch.flink.transport;

import org.jspecify.annotations.NullMarked;
