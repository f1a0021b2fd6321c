package io.tokenwatch.detector;

/** {@code temporal} with a step that is looked up: what the latest registration said. */
class AsOfTest extends AsOfContract {
    @Override
    String lookedUp() {
        return "";
    }
}
