/**
 * Seeded, realistic OAuth audit traffic with planted attacks and decoys: a pure function of its {@link
 * io.tokenwatch.demo.traffic.TrafficPlan}, without clock, file or network.
 */
@NullMarked
package io.tokenwatch.demo.traffic;

import org.jspecify.annotations.NullMarked;
