package io.tokenwatch.cli;

import java.util.List;

/** How one test of a rule went; without failures it passed. */
record TestResult(String rule, String test, List<String> failures, double seconds) {
    boolean passed() {
        return failures.isEmpty();
    }
}
