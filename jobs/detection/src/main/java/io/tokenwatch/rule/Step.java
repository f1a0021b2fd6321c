package io.tokenwatch.rule;

import io.tokenwatch.selection.Predicate;

/** A named set of events that a correlation speaks of. */
public record Step(String name, Predicate predicate) {}
