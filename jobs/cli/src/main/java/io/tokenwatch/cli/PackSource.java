package io.tokenwatch.cli;

import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackReader;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pack from a folder of rules, or from a file that {@code rules compile} made. */
final class PackSource {
    private PackSource() {}

    /** @throws io.tokenwatch.yaml.FaultyFileException if it is broken, or a rule in it is */
    static Pack read(Path rules) throws IOException {
        Pack pack;
        if (Files.isRegularFile(rules)) {
            if (Files.size(rules) > PackReader.LARGEST) {
                throw new UsageException(rules + " is larger than a pack may be, " + PackReader.LARGEST + " bytes");
            }
            pack = PackReader.pack(Files.readAllBytes(rules));
        } else {
            pack = new Pack(RuleFiles.load(rules), new Version().getVersion()[0].replace("tokenwatch ", ""));
        }
        pack.compile();
        return pack;
    }
}
