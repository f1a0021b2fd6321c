/** The demo: real servers, the live job, seeded traffic with planted attacks, and what became of them. */
@NullMarked
package io.tokenwatch.demo;

import org.jspecify.annotations.NullMarked;
