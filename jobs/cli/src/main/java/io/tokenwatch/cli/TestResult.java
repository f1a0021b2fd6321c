package io.tokenwatch.cli;

import io.tokenwatch.yaml.Place;
import java.util.List;

/** How one test of a rule went; without failures it passed. */
record TestResult(String test, Place place, List<String> failures, double seconds) {
    boolean passed() {
        return failures.isEmpty();
    }
}
