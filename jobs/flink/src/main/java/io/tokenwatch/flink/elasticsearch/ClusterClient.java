package io.tokenwatch.flink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.TransportUtils;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.tokenwatch.flink.elasticsearch.ClusterSettings.Login;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** An open client of one cluster. */
final class ClusterClient implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than Elasticsearch waits for a primary shard itself (1 min). */
    private static final int ANSWER_MILLIS = 70_000;

    private final RestClient rest;
    private final ElasticsearchAsyncClient elasticsearch;

    /** @throws IllegalStateException if a secret that the settings name is missing */
    ClusterClient(ClusterSettings settings) {
        this(settings, ANSWER_MILLIS);
    }

    ClusterClient(ClusterSettings settings, int answerMillis) {
        RestClientBuilder builder = RestClient.builder(
                settings.urls().stream().map(HttpHost::create).toArray(HttpHost[]::new));
        builder.setRequestConfigCallback(
                config -> config.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(answerMillis));
        Login login = settings.login();
        if (login != null) {
            builder.setDefaultHeaders(new Header[] {new BasicHeader(HttpHeaders.AUTHORIZATION, authorization(login))});
        }
        String caFile = settings.caFile();
        if (caFile != null) {
            SSLContext trust = trusting(caFile);
            builder.setHttpClientConfigCallback(http -> http.setSSLContext(trust));
        }
        rest = builder.build();
        elasticsearch = new ElasticsearchAsyncClient(new RestClientTransport(rest, new SimpleJsonpMapper()));
    }

    ElasticsearchAsyncClient elasticsearch() {
        return elasticsearch;
    }

    RestClient rest() {
        return rest;
    }

    private static String authorization(Login login) {
        String secret = login.secret().read();
        return switch (login.kind()) {
            case API_KEY -> "ApiKey " + secret;
            case BASIC -> "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static SSLContext trusting(String caFile) {
        try {
            return TransportUtils.sslContextFromHttpCaCrt(new File(caFile));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the certificate authority in " + caFile, e);
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
