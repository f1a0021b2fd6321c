/** What authors are told, held to the pages that explain it and to cases in files. */
@NullMarked
package io.tokenwatch.lint;

import org.jspecify.annotations.NullMarked;
