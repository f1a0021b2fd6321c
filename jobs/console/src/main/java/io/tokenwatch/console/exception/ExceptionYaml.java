package io.tokenwatch.console.exception;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.Faults;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An entry of a list of exceptions, as text for the rules' repository, and where it goes: into the list that the rule names, or
 * into a new one that it is to name. Values are written as JSON strings, which YAML reads as they are: none becomes syntax.
 *
 * @param match field and value, all of which an event must have to be taken away
 * @param expires the first day without it
 */
record ExceptionYaml(
        String ruleId, Map<String, String> match, String tenant, String owner, String reason, LocalDate expires) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Whoever reviews the text must see all of it. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[\\u0000-\\uffff]]");

    private static final Pattern NAMED = Pattern.compile("(?m)^exceptions:\\s*(\\S+\\.yml)");

    /**
     * What to do with it.
     *
     * @param file the list, below the rules' folder
     * @param text the whole list, or what to add at its end
     * @param isNew whether the list is made by it
     * @param ruleLine what the rule must say besides; empty if it says so already
     * @param faults what the rules' compiler has against it
     */
    record Written(String file, String text, boolean isNew, String ruleLine, List<String> faults) {}

    Written into(RuleFiles files) {
        Optional<Map.Entry<String, String>> rule = files.rules().entrySet().stream()
                .filter(each -> Pattern.compile("(?m)^id:\\s*" + Pattern.quote(ruleId) + "\\s*$")
                        .matcher(each.getValue())
                        .find())
                .findFirst();
        Optional<String> named = rule.flatMap(each -> {
            Matcher matcher = NAMED.matcher(each.getValue());
            return matcher.find() && files.lists().containsKey(matcher.group(1))
                    ? Optional.of(matcher.group(1))
                    : Optional.empty();
        });
        String file = named.orElse("lists/exceptions-" + ruleId + ".yml");
        String list = files.lists().getOrDefault(file, "");
        boolean isNew = list.isEmpty();
        String text = isNew ? head() + entry() : entry();
        String line = named.isPresent() ? "" : "exceptions: " + file;

        TreeMap<String, String> after = new TreeMap<>(files.texts());
        after.put(file, isNew ? text : list.stripTrailing() + "\n" + text);
        rule.ifPresent(each -> after.put(
                each.getKey(),
                line.isEmpty()
                        ? each.getValue()
                        : each.getValue()
                                .replaceFirst("(?m)^detection:", Matcher.quoteReplacement(line) + "\ndetection:")));
        Faults before = new Faults();
        files.compile(before);
        Faults faults = new Faults();
        new RuleFiles(after).compile(faults);
        List<String> known = before.list().stream().map(Object::toString).toList();
        List<String> fresh = faults.list().stream()
                .map(Object::toString)
                .filter(fault -> !known.contains(fault))
                .toList();
        return new Written(file, text, isNew, line, fresh);
    }

    private String head() {
        return "# yaml-language-server: $schema=../../schemas/src/main/resources/list.v1.schema.json\n"
                + "id: exceptions-" + ruleId + "\n"
                + "title: " + quoted("Known and allowed: " + ruleId) + "\n"
                + "description: Events that the rule does not look at. Each entry ends, so that somebody looks at it again.\n"
                + "entries:\n";
    }

    private String entry() {
        String selection = match.entrySet().stream()
                .map(each -> quoted(each.getKey()) + ": " + value(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
        return "  - match: {" + selection + "}\n"
                + (tenant.isEmpty() ? "" : "    tenant: " + quoted(tenant) + "\n")
                + "    owner: " + quoted(owner) + "\n"
                + "    reason: " + quoted(reason) + "\n"
                + "    expires: " + expires + "\n";
    }

    private static String value(String field, String value) {
        boolean isNumber = Field.of(field)
                .map(Field::type)
                .filter(type -> type == FieldType.NUMBER)
                .isPresent();
        return isNumber && value.matches("-?\\d{1,18}") ? value : quoted(value);
    }

    private static String quoted(String text) {
        if (text.matches("[A-Za-z][A-Za-z0-9_.-]*") && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")) {
            return text;
        }
        try {
            return INVISIBLE
                    .matcher(JSON.writeValueAsString(text))
                    .replaceAll(found ->
                            String.format("\\\\u%04x", (int) found.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a text can always be written", e);
        }
    }
}
