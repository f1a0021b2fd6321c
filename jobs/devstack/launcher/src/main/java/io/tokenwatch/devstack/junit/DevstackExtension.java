package io.tokenwatch.devstack.junit;

import io.tokenwatch.devstack.Devstack;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link Devstack} to each constructor or method of a test that asks for one. It is started when the first asks, shared
 * by all test classes of the run, and closed after the last: so use topics, subjects and indices of your own, and start again
 * what you stopped. Its data and logs are in {@code target/devstack/<process id>} of the module under test.
 */
public final class DevstackExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(DevstackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Devstack.class;
    }

    @Override
    public Devstack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root store lives as long as the run and closes what it holds.
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Devstack.class, any -> start(), Devstack.class);
    }

    private static Devstack start() {
        Path directory = Path.of(
                "target", "devstack", Long.toString(ProcessHandle.current().pid()));
        return Devstack.start(directory, line -> System.out.println("[devstack] " + line));
    }
}
