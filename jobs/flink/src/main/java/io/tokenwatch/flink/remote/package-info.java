/** What all talk with other servers needs: secrets that stay where they are, and patience. */
@NullMarked
package io.tokenwatch.flink.remote;

import org.jspecify.annotations.NullMarked;
