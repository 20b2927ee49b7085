package io.weir.benchmarks.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain calls to a lineage service, each on the thread that makes it, so that its cost can be told from the service's. */
public final class LineageCalls {

    private static final Pattern TOKEN = Pattern.compile("\"nextPageToken\":\"([^\"]+)\"");

    private final URI service;
    private final Supplier<Optional<String>> token;

    /**
     * Calls of one service.
     *
     * @param token says who calls; nothing where nobody has to
     */
    public LineageCalls(URI service, Supplier<Optional<String>> token) {
        this.service = service;
        this.token = token;
    }

    /** Posts one event, or an array of them. */
    public void post(String path, String body) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        connection.setFixedLengthStreamingMode(bytes.length);
        try (var out = connection.getOutputStream()) {
            out.write(bytes);
        }
        read(connection);
    }

    /** The answer to a question. */
    public String get(String path) throws IOException {
        return read(open(path));
    }

    /** The graph around a job. */
    public String graph(String job, int depth) throws IOException {
        return get("/api/v1/lineage?depth=" + depth + "&nodeId=job:bench:"
                + URLEncoder.encode(job, StandardCharsets.UTF_8));
    }

    /** The token of the page after this one; empty where there is none. */
    public static String nextPage(String page) {
        Matcher token = TOKEN.matcher(page);
        return token.find() ? token.group(1) : "";
    }

    /** The value of a counter of the service; 0 while it has not counted. */
    public double counter(String name) throws IOException {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) service.resolve(path).toURL().openConnection();
        token.get().ifPresent(known -> connection.setRequestProperty("Authorization", "Bearer " + known));
        return connection;
    }

    private static String read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status / 100 != 2) {
            throw new IOException(connection.getURL() + " answered " + status);
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
