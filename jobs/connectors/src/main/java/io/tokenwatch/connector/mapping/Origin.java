package io.tokenwatch.connector.mapping;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the value of a field comes from. */
sealed interface Origin {
    /** What it says of a record; empty if nothing. */
    List<String> texts(View view);

    /** All that it can say, where that is known beforehand; else null. */
    default @Nullable Set<String> vocabulary() {
        return null;
    }

    /** The same for every record. */
    record Constant(String text) implements Origin {
        @Override
        public List<String> texts(View view) {
            return List.of(text);
        }

        @Override
        public Set<String> vocabulary() {
            return Set.of(text);
        }
    }

    record At(Location location) implements Origin {
        @Override
        public List<String> texts(View view) {
            return view.texts(location);
        }
    }

    /** The first that says something. */
    record FirstOf(List<Origin> origins) implements Origin {
        @Override
        public List<String> texts(View view) {
            for (Origin origin : origins) {
                List<String> texts = origin.texts(view);
                if (!texts.isEmpty()) {
                    return texts;
                }
            }
            return List.of();
        }

        @Override
        public @Nullable Set<String> vocabulary() {
            Set<String> all = new TreeSet<>();
            for (Origin origin : origins) {
                Set<String> one = origin.vocabulary();
                if (one == null) {
                    return null;
                }
                all.addAll(one);
            }
            return all;
        }
    }

    /** Its parts one after the other; nothing if one of them says nothing. */
    record Template(List<Origin> parts) implements Origin {
        @Override
        public List<String> texts(View view) {
            StringBuilder text = new StringBuilder();
            for (Origin part : parts) {
                List<String> texts = part.texts(view);
                if (texts.isEmpty()) {
                    return List.of();
                }
                // What stands before a token's scheme would hide it.
                text.append(view.redactor().clean(texts.get(0)));
            }
            return List.of(text.toString());
        }
    }

    /**
     * The product's word to ours, in any case; {@code *} stands for all others, and an empty one of ours says nothing. Where none is
     * known, what is said otherwise.
     */
    record Translated(
            Origin from,
            Map<String, String> words,
            @Nullable Origin otherwise) implements Origin {
        @Override
        public List<String> texts(View view) {
            List<String> ours = new ArrayList<>();
            boolean known = false;
            for (String theirs : from.texts(view)) {
                String word = words.getOrDefault(theirs.toLowerCase(Locale.ROOT), words.get("*"));
                known |= word != null;
                if (word != null && !word.isEmpty()) {
                    ours.add(word);
                }
            }
            return known || otherwise == null ? ours : otherwise.texts(view);
        }

        @Override
        public @Nullable Set<String> vocabulary() {
            Set<String> others = otherwise == null ? Set.of() : otherwise.vocabulary();
            if (others == null) {
                return null;
            }
            Set<String> all = new TreeSet<>(words.values());
            all.addAll(others);
            return all;
        }
    }

    /** What the pattern's group, or all of it, finds in a text. */
    record Found(Origin from, Pattern pattern) implements Origin {
        @Override
        public List<String> texts(View view) {
            List<String> found = new ArrayList<>();
            for (String text : from.texts(view)) {
                // A token's scheme could be cut off it, and then nobody would know it for one.
                Matcher matcher = pattern.matcher(view.redactor().clean(text));
                while (matcher.find()) {
                    String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                    if (group != null && !group.isBlank()) {
                        found.add(group.strip());
                    }
                }
            }
            return found;
        }
    }

    record Split(Origin from, String separator) implements Origin {
        @Override
        public List<String> texts(View view) {
            List<String> pieces = new ArrayList<>();
            for (String text : from.texts(view)) {
                split(view.redactor().clean(text), pieces);
            }
            return pieces;
        }

        private void split(String text, List<String> pieces) {
            int at = 0;
            while (at >= 0) {
                int end = text.indexOf(separator, at);
                String piece = text.substring(at, end < 0 ? text.length() : end).strip();
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
                at = end < 0 ? -1 : end + separator.length();
            }
        }
    }

    record LowerCase(Origin from) implements Origin {
        @Override
        public List<String> texts(View view) {
            return from.texts(view).stream()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** The keyed hash of what is presented to somebody, such as a session cookie, but is no token's id. */
    record Secret(Origin from) implements Origin {
        @Override
        public List<String> texts(View view) {
            return from.texts(view).stream()
                    .map(text -> view.redactor().id(null, text, view.time()))
                    .toList();
        }
    }

    /** The code of a country (ISO 3166-1, two letters) for its English name; what is no such name says nothing. */
    record Country(Origin from) implements Origin {
        private static final Map<String, String> CODES = codes();

        @Override
        public List<String> texts(View view) {
            return from.texts(view).stream()
                    .map(name -> CODES.getOrDefault(name.toLowerCase(Locale.ROOT), ""))
                    .filter(code -> !code.isEmpty())
                    .toList();
        }

        private static Map<String, String> codes() {
            Map<String, String> codes = new TreeMap<>();
            for (String code : Locale.getISOCountries()) {
                String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
                codes.put(name.toLowerCase(Locale.ROOT), code);
                codes.put(code.toLowerCase(Locale.ROOT), code);
            }
            return Map.copyOf(codes);
        }
    }

    /** A time as milliseconds since the epoch. */
    record Time(Origin from, TimeForm form) implements Origin {
        @Override
        public List<String> texts(View view) {
            return from.texts(view).stream()
                    .map(text -> form.millis(text, view.zone()))
                    .filter(time -> time != TokenEvent.ABSENT)
                    .map(String::valueOf)
                    .toList();
        }
    }
}
