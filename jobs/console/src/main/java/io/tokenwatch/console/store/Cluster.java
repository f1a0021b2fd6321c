package io.tokenwatch.console.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.access.Tenants;
import io.tokenwatch.console.store.StoreTrouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** A connection to Elasticsearch. Screens never see it: they get a {@link TenantStore}. */
public final class Cluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 2_000;

    private final RestClient rest;

    public Cluster(ClusterSettings settings) {
        RestClientBuilder builder = RestClient.builder(
                settings.urls().stream().map(HttpHost::create).toArray(HttpHost[]::new));
        int patience = Math.toIntExact(settings.patience().toMillis());
        builder.setRequestConfigCallback(
                config -> config.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(patience));
        Supplier<String> authorization = settings.authorization();
        if (authorization != null) {
            builder.setDefaultHeaders(new Header[] {new BasicHeader(HttpHeaders.AUTHORIZATION, authorization.get())});
        }
        Path ca = settings.ca();
        if (ca != null) {
            SSLContext trust = trusting(ca);
            builder.setHttpClientConfigCallback(http -> http.setSSLContext(trust));
        }
        rest = builder.build();
    }

    /** What somebody with these tenants may see and write. */
    public TenantStore as(Tenants tenants) {
        return new TenantStore(this, tenants);
    }

    /** Makes sure of a template, so that no field gets a guessed type. */
    public void template(String name, byte[] body) {
        call(json("PUT", "/_index_template/" + name, body));
    }

    JsonNode search(String indices, ObjectNode body) {
        Request request = json("POST", "/" + indices + "/_search", bytes(body));
        request.addParameter("ignore_unavailable", "true");
        request.addParameter("allow_no_indices", "true");
        return call(request);
    }

    void create(String index, String id, ObjectNode document) {
        Request request = json("PUT", "/" + index + "/_create/" + id, bytes(document));
        request.addParameter("refresh", "wait_for");
        call(request);
    }

    private static Request json(String method, String path, byte[] body) {
        Request request = new Request(method, path);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }

    private JsonNode call(Request request) {
        try (InputStream answer = rest.performRequest(request).getEntity().getContent()) {
            return JSON.readTree(answer);
        } catch (ResponseException e) {
            throw refused(e);
        } catch (SocketTimeoutException e) {
            throw new StoreTrouble(Kind.SLOW, "Elasticsearch did not answer in time", e);
        } catch (IOException e) {
            throw new StoreTrouble(Kind.ABSENT, "Elasticsearch cannot be reached", e);
        }
    }

    private static StoreTrouble refused(ResponseException e) {
        int status = e.getResponse().getStatusLine().getStatusCode();
        String text = String.valueOf(e.getMessage());
        if (text.contains("cluster_block_exception") || text.contains("read-only") || text.contains("read_only")) {
            return new StoreTrouble(Kind.READ_ONLY, "Elasticsearch takes no writes just now", e);
        }
        return switch (status) {
            case 429 -> new StoreTrouble(Kind.SLOW, "Elasticsearch is overloaded", e);
            case 502, 503, 504 -> new StoreTrouble(Kind.ABSENT, "Elasticsearch is not ready", e);
            default -> new StoreTrouble(Kind.REFUSED, "Elasticsearch refuses with HTTP " + status, e);
        };
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a JSON tree can always be written", e);
        }
    }

    private static SSLContext trusting(Path ca) {
        try (InputStream pem = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, each);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificate authority in " + ca, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no certificate authority in " + ca + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            rest.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
