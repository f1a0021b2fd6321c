@NullMarked
package io.tokenwatch.bench.replay;

import org.jspecify.annotations.NullMarked;
