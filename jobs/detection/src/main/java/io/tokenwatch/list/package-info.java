/** Lists that people keep beside the rules: values that selections name, and exceptions, each with owner, reason and end. */
@NullMarked
package io.tokenwatch.list;

import org.jspecify.annotations.NullMarked;
