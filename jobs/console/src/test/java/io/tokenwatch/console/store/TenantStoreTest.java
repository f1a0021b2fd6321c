package io.tokenwatch.console.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.console.access.Tenants;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused before anything is asked: nobody listens at that address. */
class TenantStoreTest {
    private final Cluster cluster = new Cluster(ClusterSettings.at("http://127.0.0.1:1"));
    private final TenantStore acme = cluster.as(Tenants.of(Set.of("acme")));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void anAggregationCannotLeaveTheQuery() {
        var body = Query.object();
        body.putObject("aggs").putObject("all").putObject("global");
        assertThatThrownBy(() -> acme.search(Index.ALERTS, body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beyond the tenants");
    }

    @Test
    void nothingIsWrittenForAnotherTenantOrUnderAnIdThatIsNone() {
        assertThatThrownBy(() -> acme.create(Index.ACTIONS, "a1", "globex", Query.object()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> acme.create(Index.ACTIONS, "../_all", "acme", Query.object()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> acme.create(Index.ACTIONS, "a1", "acme", Query.object()))
                .as("what may be asked is asked")
                .isInstanceOf(StoreTrouble.class);
    }
}
