package org.elasticsearch.node;

import java.util.List;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.ClasspathPluginsService;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;

/**
 * A node that takes its plugins from the class path, where Maven puts them, and not from the directories of an installation.
 * It lives in this package because the server's construction is package-private.
 */
public final class ClasspathNode extends Node {
    public ClasspathNode(Environment environment, List<Class<? extends Plugin>> plugins) {
        super(NodeConstruction.prepareConstruction(
                environment, ClasspathPluginsService.nothingInstalled(), new ClasspathServices(plugins), true));
    }

    private static final class ClasspathServices extends NodeServiceProvider {
        private final List<Class<? extends Plugin>> plugins;

        ClasspathServices(List<Class<? extends Plugin>> plugins) {
            this.plugins = plugins;
        }

        @Override
        PluginsService newPluginService(Environment environment, PluginsLoader ignored) {
            return new ClasspathPluginsService(environment, plugins);
        }
    }
}
