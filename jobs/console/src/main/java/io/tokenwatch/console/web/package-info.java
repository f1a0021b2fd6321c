/** HTTP: pages, headers, answers, errors. */
@NullMarked
package io.tokenwatch.console.web;

import org.jspecify.annotations.NullMarked;
