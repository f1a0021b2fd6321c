/** Elasticsearch as one viewer may see it: every question carries the tenants of who asks. */
@NullMarked
package io.tokenwatch.console.store;

import org.jspecify.annotations.NullMarked;
