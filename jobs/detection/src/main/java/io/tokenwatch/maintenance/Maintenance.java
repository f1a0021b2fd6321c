package io.tokenwatch.maintenance;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All maintenance windows that are known.
 *
 * @param windows at most {@link #MOST}
 */
public record Maintenance(List<MaintenanceWindow> windows) {
    /** Most windows of a file. */
    public static final int MOST = 1_000;

    public static final Maintenance NONE = new Maintenance(List.of());

    private static final Comparator<MaintenanceWindow> LONGEST =
            Comparator.comparingLong(MaintenanceWindow::until).thenComparing(MaintenanceWindow::name);

    /**
     * Reads a file: {@code windows: [{name, owner, reason, from, until, tenant, rules, match}]}.
     *
     * @param name how faults call the file
     * @throws FaultyFileException with every fault, each with its line and column
     */
    public static Maintenance read(String name, String text) {
        Faults faults = new Faults();
        Maintenance read = read(name, text, faults);
        faults.throwIfAny();
        return read;
    }

    /** As {@link #read(String, String)}, with what is wrong among the faults. */
    public static Maintenance read(String name, String text, Faults faults) {
        return new Maintenance(Yaml.parse(name, text, faults)
                .flatMap(YamlValue::map)
                .map(Maintenance::windows)
                .orElse(List.of()));
    }

    private static List<MaintenanceWindow> windows(YamlMap root) {
        Optional<YamlValue> written = root.get("windows");
        root.refuseOthers();
        List<YamlValue> values = written.map(YamlValue::list).orElse(List.of());
        if (values.size() > MOST) {
            written.ifPresent(
                    value -> value.fault("there are more than " + MOST + " windows", "remove those of the past"));
            return List.of();
        }
        return values.stream()
                .flatMap(value -> value.map().stream())
                .flatMap(map -> new WindowReader(map).read().stream())
                .toList();
    }

    /** The window that holds back a change of the alert at that time longest; empty if it is to be told at once. */
    public Optional<MaintenanceWindow> holding(Alert alert, long time) {
        return windows.isEmpty()
                ? Optional.empty()
                : windows.stream().filter(window -> window.covers(alert, time)).max(LONGEST);
    }
}
