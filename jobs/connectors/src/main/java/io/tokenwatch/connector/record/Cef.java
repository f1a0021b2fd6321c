package io.tokenwatch.connector.record;

import io.tokenwatch.connector.text.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line in ArcSight's Common Event Format, with whatever a syslog writes before it. The header's parts are {@code vendor},
 * {@code product}, {@code product_version}, {@code class}, {@code name} and {@code severity}; a key of the extension stands under its own
 * name, and {@code cs1} also under what {@code cs1Label} calls it, blanks in it as underscores.
 */
final class Cef {
    private static final Pattern START = Pattern.compile("\\bCEF:[01]\\|");
    private static final List<String> HEADER =
            List.of("vendor", "product", "product_version", "class", "name", "severity");
    private static final Pattern KEY = Pattern.compile("(?:^|\\s)([A-Za-z0-9_.-]{1,64})=");
    private static final int MOST_KEYS = 256;

    private Cef() {}

    static boolean is(String line) {
        return START.matcher(line).find();
    }

    static Map<String, Object> parse(String line) throws Unreadable {
        Matcher start = START.matcher(line);
        if (!start.find()) {
            throw new Unreadable("no CEF line");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        int at = start.end();
        for (String name : HEADER) {
            int end = unescaped('|', line, at);
            if (end < 0) {
                throw new Unreadable("the CEF header has fewer than " + (HEADER.size() + 1) + " parts");
            }
            fields.put(name, unescape(line.substring(at, end)));
            at = end + 1;
        }
        extension(line.substring(at), fields);
        labels(fields);
        return fields;
    }

    /** A value reaches to the next key; an equals sign in it is escaped, so that it cannot pretend to be one. */
    private static void extension(String text, Map<String, Object> fields) throws Unreadable {
        List<int[]> keys = new ArrayList<>();
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            keys.add(new int[] {key.start(1), key.end(1)});
            if (keys.size() > MOST_KEYS) {
                throw new Unreadable("more than " + MOST_KEYS + " CEF keys");
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            int[] at = keys.get(i);
            int end = i + 1 < keys.size() ? keys.get(i + 1)[0] : text.length();
            String name = text.substring(at[0], at[1]);
            if (fields.putIfAbsent(name, unescape(text.substring(at[1] + 1, end).strip())) != null) {
                throw new Unreadable("a CEF key appears twice, or is a name of the header");
            }
        }
    }

    private static void labels(Map<String, Object> fields) {
        for (String key : List.copyOf(fields.keySet())) {
            Object value = fields.get(key.endsWith("Label") ? key.substring(0, key.length() - "Label".length()) : "");
            if (value != null && fields.get(key) instanceof String label && !label.isEmpty()) {
                fields.putIfAbsent(label.replace(' ', '_'), value);
            }
        }
    }

    private static int unescaped(char end, String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == end) {
                return i;
            }
        }
        return -1;
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
