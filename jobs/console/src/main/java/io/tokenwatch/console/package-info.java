/** The SOC analyst's console: a back end that alone talks to Elasticsearch, and the pages that it serves. */
@NullMarked
package io.tokenwatch.console;

import org.jspecify.annotations.NullMarked;
