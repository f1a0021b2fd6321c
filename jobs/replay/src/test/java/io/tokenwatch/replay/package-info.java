@NullMarked
package io.tokenwatch.replay;

import org.jspecify.annotations.NullMarked;
