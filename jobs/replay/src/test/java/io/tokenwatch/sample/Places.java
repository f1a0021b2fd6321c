package io.tokenwatch.sample;

import io.tokenwatch.connector.network.DatabaseFile;
import io.tokenwatch.connector.network.NetworkFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a network database knows of the places where things are done in the samples. */
public final class Places {
    private static final String ADDRESS = ".ip";

    private Places() {}

    /** @param file where the database is written */
    public static NetworkFacts of(Product product, Path file) throws IOException {
        DatabaseFile database = new DatabaseFile("Samples");
        for (String name : product.values().keySet()) {
            if (name.endsWith(ADDRESS)) {
                String place = name.substring(0, name.length() - ADDRESS.length());
                Map<String, Object> known = new LinkedHashMap<>();
                known.put("autonomous_system_number", Long.valueOf(text(product, place, "asn")));
                known.put("country", Map.of("iso_code", text(product, place, "country")));
                known.put(
                        "location",
                        Map.of(
                                "latitude", Double.valueOf(text(product, place, "lat")),
                                "longitude", Double.valueOf(text(product, place, "lon"))));
                known.put("type", text(product, place, "network"));
                known.put(text(product, place, "network"), "true");
                database.with(text(product, place, "ip") + "/32", known);
            }
        }
        return NetworkFacts.open(List.of(database.write(file)));
    }

    private static String text(Product product, String place, String what) {
        return product.values().getOrDefault(place + '.' + what, List.of("")).get(0);
    }
}
