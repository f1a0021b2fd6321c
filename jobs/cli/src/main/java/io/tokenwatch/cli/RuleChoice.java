package io.tokenwatch.cli;

import io.tokenwatch.rule.RuleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Which rules a command is about: folders of rules, or some files of one. */
final class RuleChoice {
    private RuleChoice() {}

    /**
     * The rules that the paths name. A path below the root, or relative to it, chooses among its rules; another is a root of its own.
     *
     * @throws UsageException if a path names no rule
     */
    static List<RuleFiles> of(Path root, List<Path> paths) {
        if (paths.isEmpty()) {
            return List.of(RuleFiles.load(root));
        }
        List<RuleFiles> chosen = new ArrayList<>();
        for (Path path : paths) {
            Path found = Files.exists(path) ? path : root.resolve(path);
            Path absolute = found.toAbsolutePath().normalize();
            Path base = root.toAbsolutePath().normalize();
            if (absolute.startsWith(base)) {
                chosen.add(below(base, absolute, path));
            } else if (Files.isRegularFile(found)) {
                Path folder = absolute.getParent();
                chosen.add(below(folder == null ? absolute : folder, absolute, path));
            } else {
                chosen.add(RuleFiles.load(found));
            }
        }
        return chosen;
    }

    private static RuleFiles below(Path root, Path chosen, Path asked) {
        RuleFiles all = RuleFiles.load(root);
        TreeMap<String, String> texts = new TreeMap<>(all.rules());
        texts.keySet().removeIf(name -> !root.resolve(name).startsWith(chosen));
        if (texts.isEmpty()) {
            throw new UsageException("there is no rule in " + asked + ": name a folder of rules, or a rule file");
        }
        texts.putAll(all.lists());
        return new RuleFiles(texts);
    }
}
