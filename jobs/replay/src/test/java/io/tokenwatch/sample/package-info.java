/** Logs of products, written from what {@code docs/inputs/samples} says: ordinary traffic, and attacks planted in it. */
@org.jspecify.annotations.NullMarked
package io.tokenwatch.sample;
