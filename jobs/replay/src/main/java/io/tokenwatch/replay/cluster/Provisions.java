package io.tokenwatch.replay.cluster;

import io.tokenwatch.flink.live.TokenKeySource;
import io.tokenwatch.pack.PackHistory;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From what the machines of a cluster make what this process has already.
 *
 * @param rules their texts
 * @param packs published on top of them, one in a line
 * @param keys where each machine finds the keys that hash tokens, which do not travel
 * @param networkFacts databases of network facts; they travel with the job
 * @param mapping the file that says how to read the logs, which travels too; null if a connector that is shipped reads them
 */
public record Provisions(
        RuleFiles rules,
        List<String> packs,
        TokenKeySource keys,
        List<Path> networkFacts,
        @Nullable Path mapping) {
    /** The texts of rules and packs. */
    record Texts(TreeMap<String, String> rules, ArrayList<String> packs) implements Serializable {
        private static final long serialVersionUID = 1L;

        PackLog compile() {
            PackHistory inForce = new PackHistory(new RuleFiles(rules).compile());
            packs.forEach(pack -> inForce.offer(pack.getBytes(StandardCharsets.UTF_8), 0));
            return inForce.log();
        }
    }

    Texts texts() {
        return new Texts(new TreeMap<>(rules.texts()), new ArrayList<>(packs));
    }
}
