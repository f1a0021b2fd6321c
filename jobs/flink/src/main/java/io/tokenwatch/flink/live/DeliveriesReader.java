package io.tokenwatch.flink.live;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.Delivery;
import io.tokenwatch.flink.delivery.DeliveryLimits;
import io.tokenwatch.flink.delivery.Route;
import io.tokenwatch.flink.transport.Target;
import io.tokenwatch.rule.Level;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads who is told of alerts: {@code deliveries} and {@code routes}. */
final class DeliveriesReader {
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

    private final SettingsFolder folder;
    private final TargetReader targets;

    /**
     * @param bootstrap brokers of deliveries that name none
     * @param options for those
     */
    DeliveriesReader(SettingsFolder folder, String bootstrap, Map<String, String> options) {
        this.folder = folder;
        targets = new TargetReader(folder, bootstrap, options);
    }

    Deliveries read(YamlMap root) {
        List<Delivery> deliveries = new ArrayList<>();
        Map<String, YamlValue> written = entries(root, "deliveries");
        written.forEach((name, value) ->
                named(name, value).flatMap(map -> delivery(name, value, map)).ifPresent(deliveries::add));
        List<Route> routes = new ArrayList<>();
        Set<String> reached = new HashSet<>();
        entries(root, "routes").forEach((name, value) -> named(name, value).ifPresent(map -> {
            Route route = route(name, map, written.keySet());
            reached.addAll(route.to());
            routes.add(route);
        }));
        written.forEach((name, value) -> {
            if (!reached.contains(name)) {
                value.faultAtKey(
                        FaultKind.BAD_SETTING,
                        "no route leads to '" + name + "': nobody is told",
                        "name it in a route's 'to'");
            }
        });
        return new Deliveries(deliveries, routes);
    }

    private static Map<String, YamlValue> entries(YamlMap root, String key) {
        return root.get(key).flatMap(YamlValue::map).map(YamlMap::entries).orElse(Map.of());
    }

    private static Optional<YamlMap> named(String name, YamlValue value) {
        if (!name.matches(NAME)) {
            value.faultAtKey(
                    FaultKind.BAD_SETTING,
                    "'" + name + "' is no name for this",
                    "use a-z, 0-9 and '-', at most 40 characters");
        }
        return value.map();
    }

    private Optional<Delivery> delivery(String name, YamlValue value, YamlMap map) {
        Optional<Target> target = targets.read(map);
        String format = map.text("format", map.has("hec") ? "hec" : "");
        if (map.has("hec") && !format.equals("hec")) {
            map.get("format")
                    .ifPresent(at ->
                            at.fault(FaultKind.BAD_SETTING, "Splunk's collector takes the format hec", "leave it out"));
        }
        Map<String, String> options = new TreeMap<>();
        map.get("with").flatMap(YamlValue::map).ifPresent(with -> with.entries()
                .forEach((key, option) -> options.put(
                        key,
                        key.endsWith("-file")
                                ? Optional.ofNullable(folder.file(with, key)).orElse("")
                                : option.text().orElse(""))));
        DeliveryLimits otherwise = DeliveryLimits.DEFAULT;
        DeliveryLimits limits = new DeliveryLimits(
                Duration.ofMillis(
                        map.duration("give-up-after", otherwise.giveUpAfter().toMillis())),
                (int) map.within("waiting", otherwise.waiting(), 1, 1_000_000),
                otherwise.backoff());
        map.refuseOthers();
        return target.map(to -> new Delivery(name, format, options, to, limits))
                .filter(delivery -> isWritable(delivery, map.get("format").orElse(value)));
    }

    private static boolean isWritable(Delivery delivery, YamlValue at) {
        try {
            delivery.verify();
            return true;
        } catch (IllegalArgumentException e) {
            at.fault(FaultKind.BAD_SETTING, String.valueOf(e.getMessage()), "see docs/siem.md");
            return false;
        }
    }

    private static Route route(String name, YamlMap map, Set<String> deliveries) {
        List<YamlValue> to = map.required("to", "[pager]").map(YamlValue::list).orElse(List.of());
        for (YamlValue one : to) {
            String delivery = one.text().orElse("");
            if (!deliveries.contains(delivery)) {
                one.fault(
                        FaultKind.UNKNOWN_CHOICE,
                        "there is no delivery '" + delivery + "'",
                        "write it under 'deliveries', or one of " + String.join(", ", deliveries));
            }
        }
        Route route = new Route(
                name,
                choices(map, "changes", Change.class, EnumSet.complementOf(EnumSet.of(Change.GROWN)), Route.TOLD),
                choices(map, "levels", Level.class, EnumSet.allOf(Level.class), EnumSet.allOf(Level.class)),
                map.texts("rules"),
                map.texts("tenants"),
                flag(map, "learning"),
                map.texts("to"));
        map.refuseOthers();
        return route;
    }

    private static <E extends Enum<E>> Set<E> choices(
            YamlMap map, String key, Class<E> type, Set<E> all, Set<E> otherwise) {
        Optional<YamlValue> list = map.get(key);
        if (list.isEmpty()) {
            return otherwise;
        }
        Set<E> chosen = EnumSet.noneOf(type);
        for (YamlValue value : list.get().list()) {
            String word = value.text().orElse("");
            all.stream()
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .ifPresentOrElse(
                            chosen::add,
                            () -> value.fault(
                                    FaultKind.UNKNOWN_CHOICE,
                                    "'" + word + "' is none of the " + key,
                                    "write some of " + all.toString().toLowerCase(Locale.ROOT)));
        }
        return chosen;
    }

    static boolean flag(YamlMap map, String key) {
        Optional<YamlValue> value = map.get(key);
        if (value.isPresent() && !(value.get().scalar() instanceof Boolean)) {
            value.get().fault(FaultKind.WRONG_SHAPE, "'" + key + "' is true or false", "write one of them");
        }
        return value.map(YamlValue::scalar).filter(Boolean.TRUE::equals).isPresent();
    }
}
