package io.tokenwatch.ruledocs;

import io.tokenwatch.rule.TagNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What tags mean: the names and addresses of ATT&amp;CK techniques, OWASP NHI risks, and attacks in RFC 9700. */
final class Frameworks {
    /** The beginnings of the tags of each framework. */
    static final String ATTACK = "attack.";

    static final String OWASP = "owasp.";
    static final String RFC9700 = "rfc9700.";

    private static final Map<String, String> NAMES = TagNames.all();

    private Frameworks() {}

    /** The tags of that framework that have a name, in its own order. */
    static List<String> known(String framework) {
        return NAMES.keySet().stream().filter(tag -> tag.startsWith(framework)).toList();
    }

    /** A link with the name; the bare tag if it belongs to none of the frameworks. */
    static String link(String tag) {
        String name = NAMES.containsKey(tag) ? " " + NAMES.get(tag) : "";
        if (tag.startsWith(ATTACK + "t")) {
            String id = tag.substring(ATTACK.length()).toUpperCase(Locale.ROOT);
            return "[" + id + name + "](https://attack.mitre.org/techniques/" + id.replace('.', '/') + "/)";
        }
        if (tag.startsWith(OWASP + "nhi")) {
            String number = tag.substring((OWASP + "nhi").length());
            String slug = NAMES.getOrDefault(tag, "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            return "[NHI" + number + ":2025" + name
                    + "](https://owasp.org/www-project-non-human-identities-top-10/2025/" + number + "-" + slug + "/)";
        }
        if (tag.startsWith(RFC9700)) {
            String section = tag.substring(RFC9700.length());
            return "[RFC 9700, " + section + name + "](https://www.rfc-editor.org/rfc/rfc9700.html#section-" + section
                    + ")";
        }
        return Markdown.code(tag);
    }
}
