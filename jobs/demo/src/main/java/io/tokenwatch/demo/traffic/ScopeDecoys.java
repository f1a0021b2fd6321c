package io.tokenwatch.demo.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** New scopes of clients about which too little is known. */
final class ScopeDecoys extends Script {
    private static final String RULE = "first-seen-scope";
    private final Consumer<Decoy> played;

    ScopeDecoys(World world, Cast cast, Consumer<Decoy> played) {
        super(world, cast);
        this.played = played;
    }

    void newClient(long point) {
        agenda.at(point - 2_000, at -> {
            Client client = world.population.register();
            String scope = cast.newScope(client);
            log.registered(at, client, with(client, scope));
            agenda.at(at + 500, then -> world.issue(then, cast.granted(client, client.scopes, then + CODA_MILLIS)));
            agenda.at(point, then -> granted(then, client, scope, "new-client", "A client is learnt for 14 days."));
        });
    }

    void thinClient(long point) {
        agenda.at(point, at -> {
            @Nullable Client client = cast.thin(at);
            if (client != null) {
                granted(at, client, cast.newScope(client), "thin-client", "Before 20 issuances a client has no habit.");
            }
        });
    }

    private static List<String> with(Client client, String scope) {
        List<String> scopes = new ArrayList<>(client.scopes);
        scopes.add(scope);
        return scopes;
    }

    private void granted(long at, Client client, String scope, String kind, String whySilent) {
        Grant grant = cast.granted(client, with(client, scope), at + CODA_MILLIS);
        world.issue(at, grant);
        played.accept(Decoys.decoy(
                RULE,
                grant,
                Map.of("client_id", client.id, "scope", scope),
                kind,
                at,
                "is granted %s at its issuance number %d".formatted(scope, client.issued),
                whySilent));
    }
}
