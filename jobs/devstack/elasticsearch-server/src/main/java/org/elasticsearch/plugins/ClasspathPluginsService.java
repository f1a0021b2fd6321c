package org.elasticsearch.plugins;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.Build;
import org.elasticsearch.action.admin.cluster.node.info.PluginsAndModules;
import org.elasticsearch.env.Environment;

/**
 * Offers plugins of the class path to a node.
 * It lives in this package because loading and linking plugins is package-private.
 */
public final class ClasspathPluginsService extends PluginsService {
    private final List<LoadedPlugin> plugins;

    public ClasspathPluginsService(Environment environment, List<Class<? extends Plugin>> types) {
        super(environment.settings(), environment.configDir(), nothingInstalled());
        plugins = types.stream().map(type -> load(type, environment)).toList();
        loadExtensions(plugins);
    }

    /** A loader that finds neither modules nor plugins on disk. */
    public static PluginsLoader nothingInstalled() {
        return PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false);
    }

    private static LoadedPlugin load(Class<? extends Plugin> type, Environment environment) {
        Plugin plugin = loadPlugin(type, environment.settings(), environment.configDir());
        return new LoadedPlugin(descriptor(type), plugin, type.getClassLoader());
    }

    /** What a plugin's directory would have said of it in plugin-descriptor.properties. */
    private static PluginDescriptor descriptor(Class<? extends Plugin> type) {
        String javaVersion = Integer.toString(Runtime.version().feature());
        return new PluginDescriptor(
                /* name */ type.getName(),
                /* description */ "from the class path",
                /* version */ "NA",
                Build.current().version(),
                javaVersion,
                /* classname */ type.getName(),
                /* moduleName */ null,
                /* extendedPlugins */ List.of(),
                /* hasNativeController */ false,
                /* isLicensed */ false,
                /* isModular */ false,
                /* isStable */ false);
    }

    @Override
    protected List<LoadedPlugin> plugins() {
        return plugins;
    }

    @Override
    public PluginsAndModules info() {
        return new PluginsAndModules(List.of(), List.of());
    }
}
