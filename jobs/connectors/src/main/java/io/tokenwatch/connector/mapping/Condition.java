package io.tokenwatch.connector.mapping;

import java.util.List;
import java.util.function.Predicate;

/** What must hold of a record. */
sealed interface Condition {
    Condition ALWAYS = new All(List.of());

    boolean holds(View view);

    record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(View view) {
            for (Condition condition : conditions) {
                if (!condition.holds(view)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(View view) {
            for (Condition condition : conditions) {
                if (condition.holds(view)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(View view) {
            return !condition.holds(view);
        }
    }

    /** The location says nothing. */
    record Missing(Location location) implements Condition {
        @Override
        public boolean holds(View view) {
            return view.texts(location).isEmpty();
        }
    }

    /** One of the texts at the location is one of these. */
    record Says(Location location, List<Predicate<String>> words) implements Condition {
        @Override
        public boolean holds(View view) {
            for (String text : view.texts(location)) {
                for (Predicate<String> word : words) {
                    if (word.test(text)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** A word of a mapping: {@code *} at its start or end stands for anything. Case counts. */
    static Predicate<String> word(String written) {
        boolean open = written.endsWith("*");
        String start = open ? written.substring(0, written.length() - 1) : written;
        if (start.startsWith("*")) {
            String part = start.substring(1);
            return open ? text -> text.contains(part) : text -> text.endsWith(part);
        }
        return open ? text -> text.startsWith(start) : start::equals;
    }
}
