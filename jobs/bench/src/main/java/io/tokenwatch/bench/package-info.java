/**
 * The benchmark PB-1: five detections over seeded synthetic audit events, the product against a hand-written oracle.
 * {@link io.tokenwatch.bench.Pb1} runs it; {@code workload} makes the bytes, {@code oracle} is the limit, {@code
 * contest} measures.
 */
@NullMarked
package io.tokenwatch.bench;

import org.jspecify.annotations.NullMarked;
