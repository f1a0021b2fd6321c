/** What comes of Sigma rules, held to examples. */
@NullMarked
package io.tokenwatch.sigma;

import org.jspecify.annotations.NullMarked;
