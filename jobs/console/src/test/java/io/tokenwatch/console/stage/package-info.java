/** What the tests stand on: documents, servers, a browser. */
@NullMarked
package io.tokenwatch.console.stage;

import org.jspecify.annotations.NullMarked;
