@NullMarked
package io.tokenwatch.posture;

import org.jspecify.annotations.NullMarked;
