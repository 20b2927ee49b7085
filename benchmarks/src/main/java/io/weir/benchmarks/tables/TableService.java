package io.weir.benchmarks.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** metadata-service as its clients see it: over HTTP. */
public final class TableService {

    private static final long BETWEEN_LOOKS = 100_000_000;
    private static final int CHUNK = 1 << 16;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final Consumer<HttpRequest.Builder> signer;

    /**
     * @param address without a path
     * @param signer adds to each request who makes it
     */
    public TableService(URI address, Consumer<HttpRequest.Builder> signer) {
        this.address = address;
        this.signer = signer;
    }

    /** Makes a table; a checkpoint is written every so many versions. */
    public void create(String table, long checkpointInterval) throws IOException, InterruptedException {
        String body = """
                {"name":"%s","schema":%s,"properties":{"delta.checkpointInterval":"%d"}}""".formatted(table, GeneratedFiles.SCHEMA, checkpointInterval);
        text(post("/api/v1/tables", body), CREATED);
    }

    /** What a commit became. */
    public record Committed(long version, Instant timestamp) {}

    /** Commits what {@link GeneratedFiles} made. */
    public Committed commit(String table, String body) throws IOException, InterruptedException {
        String answer = text(post("/api/v1/tables/" + table + "/commits", body), OK);
        return new Committed(
                Long.parseLong(found("\"version\":(\\d+)", answer)),
                Instant.parse(found("\"timestamp\":\"([^\"]+)\"", answer)));
    }

    /** Asks for nothing, and is told that the service is there. */
    public void ping() throws IOException, InterruptedException {
        text(get("/actuator/health/liveness", "application/json"), OK);
    }

    /** Has the mirror make the checkpoint of its latest version, which this is, again. */
    public void repair(String table, long version) throws IOException, InterruptedException {
        String range = "{\"fromVersion\":%d,\"toVersion\":%d}".formatted(version, version);
        text(post("/api/v1/tables/" + table + "/mirror/repair", range), OK);
    }

    /** Opens a table. */
    public String open(String table) throws IOException, InterruptedException {
        return text(get("/api/v1/tables/" + table, "application/json"), OK);
    }

    /** Streams the files that a condition leaves, or all of them for an empty one, and counts them. */
    public long files(String table, String condition) throws IOException, InterruptedException {
        String query = condition.isEmpty() ? "" : "?filter=" + URLEncoder.encode(condition, StandardCharsets.UTF_8);
        HttpRequest request = get("/api/v1/tables/" + table + "/files" + query, "application/x-ndjson");
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw refused(request, answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            return lines(body);
        }
    }

    /**
     * As {@link #files} without a condition, through Java's older client: it reads on the thread that asks, where the newer one
     * has three threads hand every few kilobytes to one another, and wait for one another.
     */
    public long filesOnOneThread(String table) throws IOException {
        HttpRequest request = get("/api/v1/tables/" + table + "/files", "application/x-ndjson");
        HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
        request.headers().map().forEach((name, values) -> connection.setRequestProperty(name, values.get(0)));
        if (connection.getResponseCode() != OK) {
            throw refused(request, connection.getResponseCode(), "no files");
        }
        try (InputStream body = connection.getInputStream()) {
            return lines(body);
        }
    }

    private static long lines(InputStream body) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long lines = 0;
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            for (int index = 0; index < read; index++) {
                lines += chunk[index] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    /** Waits until the mirror has a table's head and a checkpoint of this version. */
    public void awaitMirror(String table, long version) throws IOException, InterruptedException {
        Pattern published = Pattern.compile("\"lastCheckpointVersion\":" + version + "\\b");
        Matcher found;
        do {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            found = published.matcher(text(get("/api/v1/tables/" + table + "/mirror", "application/json"), OK));
        } while (!found.find());
    }

    /** Where a table's files lie. */
    public String location(String table) throws IOException, InterruptedException {
        return found("\"location\":\"([^\"]+)\"", open(table));
    }

    private static String found(String pattern, String answer) {
        Matcher found = Pattern.compile(pattern).matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("there is no " + pattern + " in " + answer);
        }
        return found.group(1);
    }

    private HttpRequest get(String path, String accept) {
        return signed(HttpRequest.newBuilder(address.resolve(path)).header("Accept", accept));
    }

    private HttpRequest post(String path, String body) {
        return signed(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest signed(HttpRequest.Builder request) {
        signer.accept(request);
        return request.build();
    }

    private String text(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (BufferedReader body = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String text = String.join("\n", body.lines().toList());
            if (answer.statusCode() != expected) {
                throw refused(request, answer.statusCode(), text);
            }
            return text;
        }
    }

    private static IllegalStateException refused(HttpRequest request, int status, String text) {
        return new IllegalStateException(request.method() + " " + request.uri() + " gave " + status + ": " + text);
    }
}
