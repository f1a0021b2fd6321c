package io.tokenwatch.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class CefWriterTest extends WriterContract {
    private static final Pattern HEADER = Pattern.compile("CEF:0(?:\\|(?:\\\\\\\\|\\\\\\||[^|\\\\])*){6}\\|");
    /** A key is a word before an equals sign that is not escaped. */
    private static final Pattern KEY = Pattern.compile("(?:^| )([A-Za-z0-9]+)=");

    @Override
    AlertWriter writer() {
        return AlertWriters.of("cef", Map.of());
    }

    @Override
    Map<String, String> read(byte[] document) {
        String line = new String(document, UTF_8);
        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028-\\u202e]");
        Matcher header = HEADER.matcher(line);
        assertThat(header.lookingAt()).as(line).isTrue();
        String extension = line.substring(header.end());
        Map<String, String> fields = new TreeMap<>();
        Matcher key = KEY.matcher(extension);
        String name = null;
        int from = 0;
        while (key.find()) {
            if (name != null) {
                fields.put(name, unescaped(extension.substring(from, key.start())));
            }
            name = key.group(1);
            from = key.end();
        }
        if (name != null) {
            fields.put(name, unescaped(extension.substring(from)));
        }
        fields.put("client", fields.getOrDefault("cs1", ""));
        fields.put("sentence", fields.getOrDefault("msg", ""));
        return fields;
    }

    private static String unescaped(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length() && "\\=rn".indexOf(value.charAt(i + 1)) >= 0) {
                char escaped = value.charAt(++i);
                out.append(escaped == 'r' ? '\r' : escaped == 'n' ? '\n' : escaped);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** CEF can escape line breaks; other control characters become visible. */
    @Override
    String arriving(String client) {
        return client.lines().count() > 1 ? client.replace("\t", " ") : Control.visible(client);
    }
}
