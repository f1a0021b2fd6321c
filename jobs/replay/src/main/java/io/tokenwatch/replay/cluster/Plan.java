package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Provenance;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that what is read depends on, one line each: an interrupted replay is gone on with only if none of them has changed. */
final class Plan {
    private Plan() {}

    static List<String> of(Engine.Task task) throws IOException {
        ReplaySettings settings = task.settings();
        List<String> plan = new ArrayList<>();
        plan.add("version " + Provenance.builtVersion());
        task.log()
                .tenures()
                .forEach(pack ->
                        plan.add("rules from " + pack.from() + " " + pack.pack().hash()));
        plan.add("--from " + settings.from());
        plan.add("--to " + settings.to());
        plan.add("--tenant " + settings.reading().tenant());
        plan.add("--zone " + settings.reading().zone());
        plan.add("source " + settings.reading().source() + " of "
                + settings.reading().issuer());
        plan.add("token keys " + OnOtherMachines.fingerprint(settings.reading().keys()));
        settings.network().sources().forEach(source -> plan.add("--network-facts " + source.sha256()));
        int number = 0;
        for (Map.Entry<Input, Connector> input : task.formats().entrySet()) {
            plan.add("input " + number++ + " " + input(input.getKey(), input.getValue()));
        }
        return plan;
    }

    private static String input(Input input, Connector connector) throws IOException {
        Stored stored = input.stored();
        if (stored == null) {
            throw new IllegalArgumentException(
                    "the Flink engine reads files, since it may have to go on with them: save standard input to one");
        }
        return input.name() + " " + stored.size() + " bytes of " + stored.version() + " as " + format(connector);
    }

    /** A mapping that somebody has written may be another one now: it is not gone on with. */
    private static String format(Connector connector) {
        return connector.format()
                + (Connectors.all().contains(connector) ? "" : ", a mapping, read at " + System.currentTimeMillis());
    }
}
