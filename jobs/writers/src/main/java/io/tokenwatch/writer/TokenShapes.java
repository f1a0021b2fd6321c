package io.tokenwatch.writer;

import java.util.regex.Pattern;

/**
 * The last of the guards against raw tokens. Connectors hash what names a token and withhold what looks like one; should one
 * ever come through in some other field, it does not leave the house.
 */
final class TokenShapes {
    /** The longest that is looked at whole: what is longer is cut soon after. */
    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+(\\.[A-Za-z0-9_-]*+)*+"
                    + "|(?i:\\b(?:bearer|dpop|basic))\\s++[A-Za-z0-9._~+/-]{16,}+=*+");

    private TokenShapes() {}

    static String withheld(String text) {
        return text.length() < 16 ? text : TOKEN.matcher(text).replaceAll("[withheld]");
    }
}
