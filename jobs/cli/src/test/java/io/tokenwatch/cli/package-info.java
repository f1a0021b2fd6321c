@NullMarked
package io.tokenwatch.cli;

import org.jspecify.annotations.NullMarked;
