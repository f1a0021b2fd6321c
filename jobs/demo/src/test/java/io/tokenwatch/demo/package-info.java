@NullMarked
package io.tokenwatch.demo;

import org.jspecify.annotations.NullMarked;
