package io.tokenwatch.connector.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A list of attributes: {@code type="X", user='a b', client=web, note=null}.
 *
 * <p>In a quoted value the quote is escaped by a backslash and nothing else is, so {@code \"} is always part of the value:
 * the other reading would let a value that an attacker chose add attributes of its own. A bare value reaches to the
 * next {@code ", name="}, as nothing in it is escaped. The first of two attributes with the same name counts, because
 * products write their own before those that repeat a request.
 */
public final class Attributes {
    private static final int MOST = 256;

    private final String text;
    private int at;

    private Attributes(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** @throws Unreadable if the text from there on is no such list up to its end */
    public static Map<String, String> parse(String text, int from) throws Unreadable {
        return new Attributes(text, from).all();
    }

    private Map<String, String> all() throws Unreadable {
        Map<String, String> all = new LinkedHashMap<>();
        for (int count = 1; at < text.length(); count++) {
            int equals = nameEnd(at);
            if (equals < 0 || count > MOST) {
                throw new Unreadable("no attribute name at character " + at);
            }
            String name = text.substring(at, equals);
            at = equals + 1;
            all.putIfAbsent(name, value());
        }
        return all;
    }

    private String value() throws Unreadable {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        return quote == '"' || quote == '\'' ? quoted(quote) : bare();
    }

    private String quoted(char quote) throws Unreadable {
        int opened = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw new Unreadable("the quote at character " + opened + " is not closed");
        }
        at++;
        if (at < text.length() && !text.startsWith(", ", at)) {
            throw new Unreadable("no comma after the value that ends at character " + at);
        }
        at = Math.min(at + 2, text.length());
        return value.toString();
    }

    private String bare() {
        int start = at;
        int end = text.indexOf(", ", at);
        while (end >= 0 && nameEnd(end + 2) < 0) {
            end = text.indexOf(", ", end + 2);
        }
        at = end < 0 ? text.length() : end + 2;
        return text.substring(start, end < 0 ? text.length() : end);
    }

    /** Where the name that starts here is followed by an equals sign; negative if none starts here. */
    private int nameEnd(int start) {
        int i = start;
        while (i < text.length() && isNameCharacter(text.charAt(i))) {
            i++;
        }
        return i > start && i < text.length() && text.charAt(i) == '=' ? i : -1;
    }

    private static boolean isNameCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }
}
