package io.tokenwatch.ruledocs;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All pages about a folder of rules. */
public final class RuleDocs {
    private final Path root;
    private final RuleFiles files;
    private final Costs costs;
    private final Samples samples;

    /**
     * @param root the folder of the rules, where their runbooks are
     * @param costs what is known of the rules' cost
     * @param samples which rules are shown by logs of products
     */
    public RuleDocs(Path root, RuleFiles files, Costs costs, Samples samples) {
        this.root = root;
        this.files = files;
        this.costs = costs;
        this.samples = samples;
    }

    /**
     * The texts of the pages by their file name.
     *
     * @param folder where they are going to be
     * @throws io.tokenwatch.yaml.FaultyFileException if there is any fault in the rules
     */
    public SortedMap<String, String> pages(Path folder) {
        List<RuleText> rules = rules();
        TreeMap<String, String> pages = new TreeMap<>();
        String toRoot = folder.toAbsolutePath()
                .normalize()
                .relativize(root.toAbsolutePath().normalize())
                .toString()
                .replace('\\', '/');
        for (RuleText rule : rules) {
            pages.put(rule.rule().id() + ".md", RulePage.of(rule, runbook(rule.rule()), costs, toRoot));
        }
        pages.put("README.md", IndexPage.of(rules));
        pages.put("coverage.md", CoveragePage.of(rules));
        pages.put("products.md", ProductsPage.of(rules, samples));
        return pages;
    }

    /** Writes the pages, and removes those of rules that are no more; how many there are now. */
    public int write(Path folder) {
        SortedMap<String, String> pages = pages(folder);
        try {
            Files.createDirectories(folder);
            for (String old : pagesIn(folder)) {
                if (!pages.containsKey(old)) {
                    Files.delete(folder.resolve(old));
                }
            }
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
            if (!costs.lines().isEmpty()) {
                Files.write(folder.resolve(Costs.FILE), costs.lines());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
        return pages.size();
    }

    /** The pages in a folder that were written by this. */
    public static List<String> pagesIn(Path folder) throws IOException {
        List<String> pages = new ArrayList<>();
        try (Stream<Path> in = Files.list(folder)) {
            for (Path file :
                    in.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                if (Files.readString(file).startsWith("<!-- Written by ./tokenwatch rules docs")) {
                    pages.add(folder.relativize(file).toString());
                }
            }
        }
        return pages;
    }

    private List<RuleText> rules() {
        Map<String, Rule> compiled =
                files.compile().rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        List<RuleText> rules = new ArrayList<>();
        files.rules().forEach((path, text) -> {
            String id = path.substring(path.lastIndexOf('/') + 1).replace(".yml", "");
            Rule rule = compiled.get(id);
            if (rule != null) {
                rules.add(RuleText.of(rule, path, text));
            }
        });
        rules.sort(Comparator.comparing(rule -> rule.rule().id()));
        return rules;
    }

    private String runbook(Rule rule) {
        if (rule.response().isEmpty()) {
            return "";
        }
        Path file = root.resolve(rule.response()).normalize();
        try {
            return file.startsWith(root.normalize()) && Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the runbook " + file, e);
        }
    }
}
