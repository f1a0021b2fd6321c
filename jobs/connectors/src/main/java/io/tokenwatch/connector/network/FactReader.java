package io.tokenwatch.connector.network;

import io.tokenwatch.event.TokenEvent;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record as the makers of databases write it: GeoLite2 and GeoIP2 (ASN, ISP, Country, City, Anonymous IP, Connection
 * Type, Enterprise), DB-IP, which does as they do, and IPinfo with its flat texts.
 */
final class FactReader {
    private FactReader() {}

    static NetworkFact read(Map<?, ?> record) {
        Map<?, ?> traits = map(record.get("traits"));
        Map<?, ?> location = map(record.get("location"));
        return new NetworkFact(
                asn(first(
                        record.get("autonomous_system_number"),
                        traits.get("autonomous_system_number"),
                        record.get("asn"))),
                type(record, traits),
                country(record),
                decimal(first(location.get("latitude"), record.get("latitude"), record.get("lat"))),
                decimal(first(location.get("longitude"), record.get("longitude"), record.get("lng"))));
    }

    private static String type(Map<?, ?> record, Map<?, ?> traits) {
        if (is(record, traits, "is_tor_exit_node", "tor")) {
            return "tor";
        }
        if (is(record, traits, "relay")) {
            return "relay";
        }
        if (is(record, traits, "is_anonymous_vpn", "is_public_proxy", "vpn", "proxy")) {
            return "vpn";
        }
        if (is(record, traits, "is_hosting_provider", "hosting")) {
            return "hosting";
        }
        String kind = text(first(
                record.get("connection_type"),
                traits.get("connection_type"),
                traits.get("user_type"),
                record.get("type")));
        return switch (kind.toLowerCase(java.util.Locale.ROOT)) {
            case "satellite" -> "satellite";
            case "cellular", "mobile" -> "mobile";
            case "hosting" -> "hosting";
            case "isp", "residential", "cable/dsl", "dialup" -> "isp";
            default -> "";
        };
    }

    private static String country(Map<?, ?> record) {
        Object country = first(record.get("country"), record.get("registered_country"), record.get("country_code"));
        String code = text(country instanceof Map<?, ?> named ? named.get("iso_code") : country);
        String flat = code.length() == 2 ? code : text(record.get("country_code"));
        return flat.length() == 2 ? flat : "";
    }

    /** @param flags as the makers of databases call them: MaxMind's begin with "is", IPinfo's do not */
    private static boolean is(Map<?, ?> record, Map<?, ?> traits, String... flags) {
        for (String flag : flags) {
            Object value = first(record.get(flag), traits.get(flag));
            if (Boolean.TRUE.equals(value) || "true".equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static long asn(@Nullable Object value) {
        String digits = text(value).startsWith("AS") ? text(value).substring(2) : text(value);
        try {
            long number = Long.parseLong(digits);
            return number > 0 && number <= 0xFFFFFFFFL ? number : TokenEvent.ABSENT;
        } catch (NumberFormatException e) {
            return TokenEvent.ABSENT;
        }
    }

    private static double decimal(@Nullable Object value) {
        try {
            return value instanceof Number number ? number.doubleValue() : Double.parseDouble(text(value));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static @Nullable Object first(@Nullable Object... values) {
        for (Object value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
