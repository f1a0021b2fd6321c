package io.tokenwatch.writer;

/** Characters that would break a line, colour a terminal or turn the text around. */
final class Control {
    private Control() {}

    /** Each of them as {@code \}{@code u001b}, and a tab as a space. */
    static String visible(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hidden = Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029';
            if (hidden && out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (out != null) {
                out.append(!hidden ? String.valueOf(c) : c == '\t' ? " " : String.format("\\u%04x", (int) c));
            }
        }
        return out == null ? text : out.toString();
    }
}
