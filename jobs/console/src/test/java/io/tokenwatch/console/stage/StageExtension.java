package io.tokenwatch.console.stage;

import io.tokenwatch.devstack.Devstack;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the {@link Stage} to each test that asks for one; it is set up for the first and taken down after the last. */
public final class StageExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(StageExtension.class);

    private record Kept(Devstack stack, Stage stage) implements AutoCloseable {
        @Override
        public void close() {
            stage.close();
            stack.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stage.class || type == Devstack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Kept kept = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Kept.class, any -> open(), Kept.class);
        return parameter.getParameter().getType() == Stage.class ? kept.stage() : kept.stack();
    }

    private static Kept open() {
        Path directory = Path.of(
                "target", "devstack", Long.toString(ProcessHandle.current().pid()));
        Devstack stack = Devstack.start(directory, line -> {});
        return new Kept(stack, Stage.open(stack));
    }
}
