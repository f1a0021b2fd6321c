@NullMarked
package io.tokenwatch.demo.posture;

import org.jspecify.annotations.NullMarked;
