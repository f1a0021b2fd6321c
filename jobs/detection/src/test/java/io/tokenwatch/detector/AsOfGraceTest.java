package io.tokenwatch.detector;

/** {@code temporal} with a step that is looked up, and may be told a little later. */
class AsOfGraceTest extends AsOfContract {
    @Override
    String lookedUp() {
        return "grace: 20s,";
    }
}
