/** What the tests are made with: a seeded die, events, rules, and the laws that every detector must keep. */
@NullMarked
package io.tokenwatch.testing;

import org.jspecify.annotations.NullMarked;
