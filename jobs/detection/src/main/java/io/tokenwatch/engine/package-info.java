/** One event, one way through: route it to the keys that rules group by, judge it there. The same in every runtime. */
@NullMarked
package io.tokenwatch.engine;

import org.jspecify.annotations.NullMarked;
