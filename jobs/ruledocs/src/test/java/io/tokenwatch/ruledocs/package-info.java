@NullMarked
package io.tokenwatch.ruledocs;

import org.jspecify.annotations.NullMarked;
