/** The console in a real browser, over a real Elasticsearch with what the shipped rules find in the demo's traffic. */
@NullMarked
package io.tokenwatch.console;

import org.jspecify.annotations.NullMarked;
