package io.tokenwatch.detector;

/** {@code temporal} with a step that is looked up, unless it was said too long ago. */
class AsOfForgettingTest extends AsOfContract {
    @Override
    String lookedUp() {
        return "grace: 20s, forget_after: 45s,";
    }
}
