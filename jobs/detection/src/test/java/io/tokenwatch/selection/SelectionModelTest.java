package io.tokenwatch.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Events;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random selections against what their words say, written down the slow and obvious way. */
class SelectionModelTest {
    /** One line, or more, of a detection as it is written, and what it means. */
    private record Case(String text, Predicate<TokenEvent> meaning) {}

    private static final List<String> TEXTS = List.of("a", "b", "ab", "A", "a*", "?b", "*", "\\*", "a\\?", "*b*", "aa");
    private static final List<String> VALUES = List.of("a", "b", "ab", "A", "aB", "*", "a?", "aab", "bb", "-");
    private static final List<String> NETWORKS =
            List.of("10.0.0.0/8", "10.1.0.0/17", "0.0.0.0/0", "10.1.2.3/32", "2001:db8::/33");
    private static final List<String> ADDRESSES =
            List.of("10.1.2.3", "10.1.130.1", "11.0.0.1", "2001:db8::1", "2001:db8:8000::1", "x", "-");

    private static TokenEvent event(Dice dice) {
        return Events.event(
                "e",
                dice.below(5) * 500L,
                dice.pick("x", "y"),
                "client_id",
                dice.pick(VALUES),
                "azp",
                dice.pick(VALUES),
                "user_agent",
                dice.pick(VALUES),
                "scope",
                dice.shuffled(VALUES).subList(0, dice.below(4)),
                "audience",
                dice.shuffled(VALUES).subList(0, dice.below(3)),
                "src.ip",
                dice.pick(ADDRESSES),
                "generation",
                dice.pick("1", "2", "3", "-"),
                "latest_generation",
                dice.pick("1", "2", "3", "4", "-"),
                "expires_at",
                dice.pick(0L, 1_000L, 1_500L));
    }

    private static List<String> texts(TokenEvent event, String field) {
        Object value = Events.value(event, field);
        return value == null
                ? List.of()
                : value instanceof String[] many ? Arrays.asList(many) : List.of(value.toString());
    }

    private static boolean caseless(String field) {
        return field.equals("user_agent");
    }

    /** Whether the whole text is what the pattern says, character by character. */
    private static boolean matches(String text, String pattern) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '\\' && pattern.length() > 1) {
            return !text.isEmpty()
                    && text.charAt(0) == pattern.charAt(1)
                    && matches(text.substring(1), pattern.substring(2));
        }
        String rest = pattern.substring(1);
        return switch (first) {
            case '*' -> IntStream.rangeClosed(0, text.length()).anyMatch(i -> matches(text.substring(i), rest));
            case '?' -> !text.isEmpty() && matches(text.substring(1), rest);
            default -> !text.isEmpty() && text.charAt(0) == first && matches(text.substring(1), rest);
        };
    }

    private static boolean matches(String text, String pattern, boolean caseless) {
        return caseless
                ? matches(text.toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT))
                : matches(text, pattern);
    }

    private static boolean within(String address, String network) {
        String bits = bits(address);
        String other = bits(network.substring(0, network.indexOf('/')));
        int prefix = Integer.parseInt(network.substring(network.indexOf('/') + 1));
        return bits.length() == other.length()
                && !bits.isEmpty()
                && bits.substring(0, prefix).equals(other.substring(0, prefix));
    }

    private static String bits(String address) {
        byte[] bytes = Address.parse(address);
        if (bytes == null) {
            return "";
        }
        String bits = new BigInteger(1, bytes).toString(2);
        return "0".repeat(bytes.length * 8 - bits.length()) + bits;
    }

    private static String list(List<String> values) {
        return values.stream().map(v -> "'" + v + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    /** Any of the wanted, or each of them, in any of the values; {@code neq}: there is a value, and that is not so. */
    private static Case joined(
            Dice dice, String field, String modifiers, List<String> wanted, BiPredicate<String, String> holds) {
        boolean all = dice.chance(0.3);
        boolean neq = dice.chance(0.2);
        Predicate<TokenEvent> plain = event -> {
            Stream<String> each = wanted.stream();
            Predicate<String> found = w -> texts(event, field).stream().anyMatch(v -> holds.test(v, w));
            return all ? each.allMatch(found) : each.anyMatch(found);
        };
        String key = "'" + field + modifiers + (all ? "|all" : "") + (neq ? "|neq" : "") + "'";
        return new Case(
                key + ": " + list(wanted), neq ? event -> !texts(event, field).isEmpty() && !plain.test(event) : plain);
    }

    private static Case text(Dice dice) {
        String field = dice.pick("client_id", "user_agent", "scope");
        String how = dice.pick("", "|contains", "|startswith", "|endswith");
        boolean cased = dice.chance(0.2);
        List<String> wanted = dice.shuffled(TEXTS).subList(0, 1 + dice.below(3));
        String before = how.equals("|contains") || how.equals("|endswith") ? "*" : "";
        String after = how.equals("|contains") || how.equals("|startswith") ? "*" : "";
        return joined(
                dice,
                field,
                how + (cased ? "|cased" : ""),
                wanted,
                (v, w) -> matches(v, before + w + after, caseless(field) && !cased));
    }

    private static Case network(Dice dice) {
        List<String> wanted = dice.shuffled(NETWORKS).subList(0, 1 + dice.below(3));
        return joined(dice, "src.ip", "|cidr", wanted, SelectionModelTest::within);
    }

    private static Case reference(Dice dice) {
        String field = dice.pick("client_id", "scope", "user_agent");
        String other = dice.pick("azp", "audience");
        String how = dice.pick("", "|contains", "|startswith", "|endswith");
        boolean all = dice.chance(0.4);
        BiPredicate<String, String> holds = (v, w) -> {
            String value = caseless(field) ? v.toLowerCase(Locale.ROOT) : v;
            String wanted = caseless(field) ? w.toLowerCase(Locale.ROOT) : w;
            return switch (how) {
                case "|contains" -> value.contains(wanted);
                case "|startswith" -> value.startsWith(wanted);
                case "|endswith" -> value.endsWith(wanted);
                default -> value.equals(wanted);
            };
        };
        return new Case("'" + field + how + (all ? "|all" : "") + "|fieldref': " + other, event -> {
            List<String> values = texts(event, field);
            List<String> wanted = texts(event, other);
            Predicate<String> found = w -> values.stream().anyMatch(v -> holds.test(v, w));
            return !values.isEmpty()
                    && !wanted.isEmpty()
                    && (all ? wanted.stream().allMatch(found) : wanted.stream().anyMatch(found));
        });
    }

    private static boolean compares(String sign, long a, long b) {
        return switch (sign) {
            case "gt" -> a > b;
            case "gte" -> a >= b;
            case "lt" -> a < b;
            case "lte" -> a <= b;
            default -> a == b;
        };
    }

    private static Case number(Dice dice) {
        String sign = dice.pick("gt", "gte", "lt", "lte", "");
        int by = dice.pick(0, 1, 2, -1);
        boolean ref = dice.chance(0.5);
        String key = "latest_generation" + (sign.isEmpty() ? "" : "|" + sign) + (ref ? "|fieldref" : "");
        String operand = ref ? "generation" + (by == 0 ? "" : by > 0 ? " + " + by : " - " + -by) : "[2, 3]";
        return new Case("'" + key + "': " + operand, event -> {
            Object value = Events.value(event, "latest_generation");
            Object other = Events.value(event, "generation");
            if (value == null) {
                return false;
            }
            return ref
                    ? other != null && compares(sign, (Long) value, (Long) other + by)
                    : compares(sign, (Long) value, 2) || compares(sign, (Long) value, 3);
        });
    }

    /** Every instant of the second that {@code expires_at} may stand for must compare so. */
    private static Case time(Dice dice) {
        String sign = dice.pick("gt", "gte", "lt", "lte");
        int by = dice.pick(0, 500, 1_000, -500);
        String operand = "expires_at" + (by == 0 ? "" : by > 0 ? " + " + by + "ms" : " - " + -by + "ms");
        return new Case("'event_time|" + sign + "|fieldref': " + operand, event -> {
            long expires = (Long) java.util.Objects.requireNonNull(Events.value(event, "expires_at"));
            long latest = expires % 1_000 == 0 ? expires + 999 : expires;
            return java.util.stream.LongStream.rangeClosed(expires, latest)
                    .allMatch(instant -> compares(sign, event.eventTime(), instant + by));
        });
    }

    private static Case presence(Dice dice) {
        String field = dice.pick("client_id", "scope", "generation");
        boolean wanted = dice.chance(0.5);
        String line = dice.chance(0.5) || wanted ? "'" + field + "|exists': " + wanted : field + ": null";
        return new Case(line, event -> (Events.value(event, field) != null) == wanted);
    }

    private static Case line(Dice dice) {
        return switch (dice.below(8)) {
            case 0, 1, 2 -> text(dice);
            case 3 -> network(dice);
            case 4 -> reference(dice);
            case 5 -> number(dice);
            case 6 -> time(dice);
            default -> presence(dice);
        };
    }

    private static Case keywords(Dice dice) {
        List<String> words = dice.shuffled(List.of("ab", "B", "a*b", "zz")).subList(0, 1 + dice.below(2));
        return new Case(
                list(words), event -> words.stream().anyMatch(word -> Arrays.stream(io.tokenwatch.event.Field.values())
                        .filter(field -> !field.type().isNumber())
                        .flatMap(field -> texts(event, field.fieldName()).stream())
                        .anyMatch(value -> matches(value, "*" + word + "*", true))));
    }

    private static Case selection(Dice dice, int depth) {
        if (depth < 2 && dice.chance(0.3)) {
            List<Case> any = IntStream.range(0, 1 + dice.below(3))
                    .mapToObj(i -> selection(dice, depth + 1))
                    .toList();
            return new Case(
                    any.stream().map(Case::text).collect(Collectors.joining(", ", "[", "]")),
                    event -> any.stream().anyMatch(c -> c.meaning().test(event)));
        }
        if (dice.chance(0.1)) {
            return keywords(dice);
        }
        List<Case> all = new ArrayList<>();
        for (int i = dice.below(2); i >= 0; i--) {
            Case line = line(dice);
            if (all.stream().noneMatch(other -> key(other).equals(key(line)))) {
                all.add(line);
            }
        }
        return new Case(all.stream().map(Case::text).collect(Collectors.joining(", ", "{", "}")), event -> all.stream()
                .allMatch(c -> c.meaning().test(event)));
    }

    private static String key(Case line) {
        return line.text().substring(0, line.text().indexOf(": ")).replace("'", "");
    }

    private static Case condition(Dice dice, List<Case> named, int depth) {
        int kind = dice.below(depth > 3 ? 2 : 6);
        if (kind == 0) {
            int i = dice.below(named.size());
            return new Case("s" + i, named.get(i).meaning());
        }
        if (kind == 1) {
            boolean all = dice.chance(0.5);
            String which = dice.pick("them", "s*", "s?");
            return new Case(
                    (all ? "all" : dice.pick("1", "any")) + " of " + which,
                    event -> all
                            ? named.stream().allMatch(c -> c.meaning().test(event))
                            : named.stream().anyMatch(c -> c.meaning().test(event)));
        }
        Case a = condition(dice, named, depth + 1);
        if (kind == 2) {
            return new Case("not (" + a.text() + ")", event -> !a.meaning().test(event));
        }
        Case b = condition(dice, named, depth + 1);
        boolean and = kind < 5;
        return new Case(
                "(" + a.text() + (and ? " and " : " or ") + b.text() + ")",
                event -> and
                        ? a.meaning().test(event) && b.meaning().test(event)
                        : a.meaning().test(event) || b.meaning().test(event));
    }

    private static boolean lacksRequired(io.tokenwatch.selection.Predicate predicate, TokenEvent event) {
        return Required.of(predicate).entrySet().stream().anyMatch(required -> {
            Object value = event.value(required.getKey());
            Stream<?> has = value instanceof String[] many ? Arrays.stream(many) : Stream.ofNullable(value);
            return has.noneMatch(one -> required.getValue().stream().anyMatch(wanted -> isOne(one, wanted)));
        });
    }

    private static boolean isOne(Object value, Object wanted) {
        if (wanted instanceof Likeness likeness) {
            return likeness.test((String) value) && has(likeness.part(), FieldType.CASELESS.folded((String) value));
        }
        return wanted instanceof Network network ? network.test((String) value) : wanted.equals(value);
    }

    private static boolean has(ValuePart part, String folded) {
        boolean starts = !part.atStart() || folded.startsWith(part.folded());
        boolean ends = !part.atEnd() || folded.endsWith(part.folded());
        return starts && ends && folded.contains(part.folded());
    }

    @Test
    void selectionsMeanWhatTheirWordsSay() {
        int[] outcomes = new int[2];
        Dice.roll(1_500, dice -> {
            List<Case> named = IntStream.range(0, 1 + dice.below(3))
                    .mapToObj(i -> selection(dice, 0))
                    .toList();
            Case condition = condition(dice, named, 0);
            String detection = IntStream.range(0, named.size())
                    .mapToObj(i -> "s" + i + ": " + named.get(i).text())
                    .collect(Collectors.joining(", ", "{", ", condition: '" + condition.text() + "'}"));
            Faults faults = new Faults();
            var compiled = Selections.compile(Yaml.parse("s.yml", detection, faults)
                            .orElseThrow()
                            .map()
                            .orElseThrow())
                    .condition();
            assertThat(faults.list()).as(detection).isEmpty();
            var arranged = Arranged.of(compiled.orElseThrow());
            for (int i = 0; i < 12; i++) {
                TokenEvent event = event(dice);
                boolean expected = condition.meaning().test(event);
                outcomes[expected ? 1 : 0]++;
                assertThat(compiled.orElseThrow().test(event))
                        .as(detection + " of " + event)
                        .isEqualTo(expected);
                assertThat(arranged.test(event))
                        .as("arranged: " + detection + " of " + event)
                        .isEqualTo(expected);
                assertThat(expected && lacksRequired(compiled.orElseThrow(), event))
                        .as("required by " + detection + " of " + event)
                        .isFalse();
            }
        });
        assertThat(outcomes[0]).isGreaterThan(1_000);
        assertThat(outcomes[1]).isGreaterThan(1_000);
    }
}
