package io.tokenwatch.rule;

import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which version of each rule had which logic, so that neither changes without the other. Kept in a file beside the rules, a line for
 * each: id, version, hash.
 */
public final class VersionLock {
    /** Below the folder of the rules. */
    public static final String FILE = "versions.lock";

    /** What says something of a rule and changes no alert. All else is logic, so that a new key cannot be forgotten. */
    private static final Set<String> SAYS = Set.of(
            "id",
            "version",
            "title",
            "name",
            "status",
            "mode",
            "tags",
            "description",
            "falsepositives",
            "response",
            "references",
            "author",
            "date",
            "modified",
            "license",
            "related",
            "tests");

    private record Entry(long version, String logic, Place place) {
        String line(String id) {
            return id + " " + version + " " + logic;
        }
    }

    private final SortedMap<String, Entry> entries;

    private VersionLock(SortedMap<String, Entry> entries) {
        this.entries = entries;
    }

    /** What would be locked now; files that are no rule are left out. */
    public static VersionLock of(RuleFiles files) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        files.rules().forEach((file, text) -> {
            Faults faults = new Faults();
            Optional<YamlMap> root = Yaml.parse(file, text, faults).flatMap(YamlValue::map);
            root.ifPresent(rule -> {
                Place place = rule.get("version").map(YamlValue::place).orElseGet(rule::place);
                entries.put(rule.text("id", file), new Entry(rule.number("version", 0), logic(rule), place));
            });
        });
        return new VersionLock(entries);
    }

    /** Hash of all in a rule that decides on its alerts. */
    static String logic(YamlMap rule) {
        TreeMap<String, String> parts = new TreeMap<>();
        rule.entries().forEach((key, value) -> {
            if (!SAYS.contains(key)) {
                parts.put(key, value.canonical());
            }
        });
        return Digest.hex128(parts.toString());
    }

    /**
     * What is locked in the folder; nothing if there is no such file.
     *
     * @throws IOException if it cannot be read, or a line is none of ours
     */
    public static VersionLock read(Path folder) throws IOException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        Path file = folder.resolve(FILE);
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] parts = line.split(" ", -1);
            if (!line.startsWith("#") && (parts.length != 3 || !parts[1].matches("[0-9]{1,9}"))) {
                throw new IOException("no line of " + file + " can be '" + line + "': write it with 'rules lock'");
            }
            if (!line.startsWith("#")) {
                entries.put(parts[0], new Entry(Long.parseLong(parts[1]), parts[2], Place.of(FILE)));
            }
        }
        return new VersionLock(entries);
    }

    /** @throws IOException if it cannot be written */
    public void write(Path folder) throws IOException {
        String head = "# Written by 'tokenwatch rules lock': id, version, hash of the logic.\n";
        Files.writeString(
                folder.resolve(FILE),
                entries.entrySet().stream()
                        .map(entry -> entry.getValue().line(entry.getKey()) + "\n")
                        .collect(Collectors.joining("", head, "")));
    }

    public int size() {
        return entries.size();
    }

    /** The rules that have another logic now, and no higher version. */
    public List<Fault> unraised(VersionLock now) {
        List<Fault> faults = new ArrayList<>();
        now.entries.forEach((id, entry) -> {
            Entry locked = entries.get(id);
            if (locked != null && !locked.logic().equals(entry.logic()) && entry.version() <= locked.version()) {
                faults.add(new Fault(
                        FaultKind.VERSION_NOT_RAISED,
                        entry.place(),
                        "the logic of '" + id + "' is not that of version " + locked.version(),
                        "raise its version to " + (locked.version() + 1)));
            }
        });
        return faults;
    }

    /** All that is not as it is locked: {@link #unraised}, and what 'rules lock' would write. */
    public List<Fault> differences(VersionLock now) {
        List<Fault> faults = new ArrayList<>(unraised(now));
        if (faults.isEmpty()) {
            for (Map.Entry<String, Entry> entry : now.entries.entrySet()) {
                Entry locked = entries.get(entry.getKey());
                if (locked == null
                        || !locked.line(entry.getKey()).equals(entry.getValue().line(entry.getKey()))) {
                    faults.add(new Fault(
                            FaultKind.VERSION_NOT_LOCKED,
                            entry.getValue().place(),
                            "this version of '" + entry.getKey() + "' is not locked",
                            "run 'tokenwatch rules lock'"));
                }
            }
        }
        return faults;
    }
}
