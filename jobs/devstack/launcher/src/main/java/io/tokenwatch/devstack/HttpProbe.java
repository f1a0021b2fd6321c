package io.tokenwatch.devstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Ready when one HTTP request is answered with 200, and with that text in it. */
record HttpProbe(String method, String url, String body, String expected) implements Probe {
    private static final int TIMEOUT_MILLIS = 2_000;

    static HttpProbe get(String url) {
        return get(url, "");
    }

    static HttpProbe get(String url, String expected) {
        return new HttpProbe("GET", url, "", expected);
    }

    static HttpProbe put(String url, String json) {
        return new HttpProbe("PUT", url, json, "");
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
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                    && (expected.isEmpty() || answer(connection).contains(expected));
        } finally {
            connection.disconnect();
        }
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
