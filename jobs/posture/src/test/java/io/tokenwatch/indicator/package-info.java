@NullMarked
package io.tokenwatch.indicator;

import org.jspecify.annotations.NullMarked;
