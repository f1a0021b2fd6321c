package io.tokenwatch.devstack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Ready when one HTTP request is answered with 200. */
record HttpProbe(String method, String url, String body) implements Probe {
    private static final int TIMEOUT_MILLIS = 2_000;

    static HttpProbe get(String url) {
        return new HttpProbe("GET", url, "");
    }

    static HttpProbe put(String url, String json) {
        return new HttpProbe("PUT", url, json);
    }

    @Override
    public boolean isReady() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setRequestMethod(method);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (!body.isEmpty()) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
