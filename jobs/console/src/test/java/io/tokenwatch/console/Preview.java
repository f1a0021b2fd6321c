package io.tokenwatch.console;

import io.tokenwatch.console.stage.Stage;
import io.tokenwatch.devstack.Devstack;
import java.nio.file.Path;

/** The tests' console, kept open for whoever works on its pages: prints the address, ends with Ctrl-C. */
final class Preview {
    private Preview() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(
                "target", "devstack", Long.toString(ProcessHandle.current().pid()));
        try (Devstack stack = Devstack.start(directory, line -> {});
                Stage stage = Stage.open(stack)) {
            System.out.println("Elasticsearch: " + stage.store().url());
            while (true) {
                System.out.println(stage.console().address() + "/#once=" + stage.password());
            }
        }
    }
}
