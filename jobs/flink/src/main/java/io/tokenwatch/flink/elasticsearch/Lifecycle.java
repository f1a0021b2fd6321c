package io.tokenwatch.flink.elasticsearch;

import java.io.IOException;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts our indices under a lifecycle policy where the cluster has such a thing; elsewhere they are plain indices that nobody deletes. The
 * templates name the component template that this installs, and do without it where it is missing.
 */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final String POLICY = "/_ilm/policy/tokenwatch";
    private static final String COMPONENT = "/_component_template/tokenwatch@lifecycle";

    private Lifecycle() {}

    /**
     * Installs policy and component template if the cluster offers both and lets us. A policy that is there stays as it is: how long alerts are
     * kept is for the operator to say.
     *
     * @return whether they are installed
     * @throws IOException if the cluster cannot be asked
     */
    static boolean install(RestClient client) throws IOException {
        if (!offers(client)) {
            return false;
        }
        try {
            if (!exists(client)) {
                put(client, POLICY, "policy");
            }
            put(client, COMPONENT, "component");
            return true;
        } catch (ResponseException e) {
            LOG.warn("the lifecycle policy is not installed, alerts are kept for ever: {}", e.getMessage());
            return false;
        }
    }

    private static boolean offers(RestClient client) throws IOException {
        try {
            client.performRequest(new Request("GET", "/_ilm/status"));
            return true;
        } catch (ResponseException e) { // 400 where there is no such thing, 410 where it is not ours to manage
            return retried(e);
        }
    }

    private static boolean exists(RestClient client) throws IOException {
        try {
            client.performRequest(new Request("GET", POLICY));
            return true;
        } catch (ResponseException e) {
            if (e.getResponse().getStatusLine().getStatusCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** False, unless it is worth asking again. */
    private static boolean retried(ResponseException e) throws ResponseException {
        if (Failure.of(e).verdict() == Verdict.RETRY) {
            throw e;
        }
        return false;
    }

    private static void put(RestClient client, String path, String resource) throws IOException {
        Request request = new Request("PUT", path);
        request.setEntity(new ByteArrayEntity(
                IndexTemplates.resource("/lifecycle/" + resource + ".json"), ContentType.APPLICATION_JSON));
        client.performRequest(request);
    }
}
