package io.tokenwatch.cli;

import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.elasticsearch.ClusterSettings.Kind;
import io.tokenwatch.flink.elasticsearch.ClusterSettings.Login;
import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.topology.AlertIndices;
import io.tokenwatch.rule.PackLog;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A cluster that the alerts of a replay are written into, to be looked at as live ones are. */
final class ScratchOptions {
    @Option(
            names = "--elasticsearch",
            paramLabel = "URL",
            description =
                    "Also write the alerts there, as the live job does, into tokenwatch-replay-<run>-…; never into logs-*.")
    private @Nullable String url;

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description =
                    "What the run is called there. Default: a digest of the rules and the events, so that the same replay "
                            + "overwrites itself.")
    private @Nullable String run;

    @Option(names = "--elasticsearch-login", paramLabel = "FILE", description = "File that holds user:password for it.")
    private @Nullable Path login;

    @Option(names = "--elasticsearch-ca", paramLabel = "FILE", description = "Certificate authority for https, PEM.")
    private @Nullable Path authority;

    Scratch open(PackLog packs) {
        if (url == null) {
            if (run != null) {
                throw new UsageException("--run names what --elasticsearch is given: add that");
            }
            return new Scratch(null, packs, null);
        }
        if (!url.matches("https?://[^\\s/@]+(/\\S*)?")) {
            throw new UsageException("'" + url + "' is no URL of a server: write one such as http://scratch:9200");
        }
        if (run != null) {
            try {
                AlertIndices.replay(run);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()), e);
            }
        }
        return new Scratch(
                new ClusterSettings(
                        List.of(url),
                        login == null ? null : new Login(Kind.BASIC, Secret.file(login)),
                        authority == null ? null : authority.toString()),
                packs,
                run);
    }
}
