package io.tokenwatch.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.TestedRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A rule as it lies in its folder.
 *
 * @param root the folder that paths are relative to
 * @param path such as {@code replay/a-rule.yml}
 */
record RuleFile(Path root, String path, String text) {
    /** The shipped rules. */
    static final Path ROOT = Path.of("").toAbsolutePath();

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Read once for all laws that ask about them. */
    private static final Map<RuleFile, TestedRule> READ = new ConcurrentHashMap<>();

    static RuleFile of(Path root, String path) {
        try {
            return new RuleFile(root, path, Files.readString(root.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every shipped rule file, whatever its folder. */
    static List<RuleFile> shipped() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> ROOT.relativize(file).toString())
                    .filter(path -> path.endsWith(".yml") && !path.matches("(src|target|lists)/.*"))
                    .sorted()
                    .map(path -> of(ROOT, path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RuleFile movedTo(String newPath) {
        return new RuleFile(root, newPath, text);
    }

    /** The same with another text in one place, which must be there. */
    RuleFile with(String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("no '" + old + "' in " + path);
        }
        return new RuleFile(root, path, text.replace(old, replacement));
    }

    /** The same without that text, which must be there, and what comes after it. */
    RuleFile upTo(String end) {
        return with(text.substring(text.indexOf(end)), "");
    }

    String name() {
        return Path.of(path).getFileName().toString().replace(".yml", "");
    }

    String folder() {
        Path parent = Path.of(path).getParent();
        return parent == null ? "" : parent.toString();
    }

    JsonNode yaml() {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    List<String> list(String key) {
        return StreamSupport.stream(yaml().path(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    String value(String key) {
        return yaml().path(key).asText();
    }

    /** @throws io.tokenwatch.yaml.FaultyFileException with every fault in the rule, else with every fault in its tests */
    TestedRule tested() {
        return READ.computeIfAbsent(this, RuleFile::read);
    }

    private TestedRule read() {
        TreeMap<String, String> texts = new TreeMap<>(lists(root));
        texts.put(path, text);
        return TestedRule.of(new RuleFiles(texts)).get(0);
    }

    Rule rule() {
        return tested().rule();
    }

    /** The texts of the lists below a root, by their path. */
    static Map<String, String> lists(Path root) {
        Map<String, String> lists = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve("lists"), "*.yml")) {
            for (Path file : files) {
                lists.put("lists/" + file.getFileName(), Files.readString(file));
            }
        } catch (NoSuchFileException e) {
            return lists;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists;
    }

    List<RuleTest> tests() {
        return tested().tests();
    }
}
