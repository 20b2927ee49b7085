package io.weir.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call of a client: {@code METHOD /bucket/key?query}. */
public final class Call {

    private static final Set<String> SPECIAL =
            Set.of("uploads", "uploadId", "upload_id", "list-type", "comp", "maxResults", "delete");

    private static final Pattern SIGNER = Pattern.compile("Credential=([^/]+)/");

    private final HttpExchange exchange;
    private final Map<String, String> query = new TreeMap<>();
    private final String method;
    private final String bucket;
    private final String key;
    private byte @Nullable [] kept;
    private boolean ignoresCondition;

    /**
     * What a call is about.
     *
     * @param method as stores have it that name objects by their address: {@code PUT} makes one
     */
    record Subject(String method, String bucket, String key) {}

    /** Finds out what a call is about. */
    interface Reading {

        /**
         * What it is about.
         *
         * @param path without a slash before it
         */
        Subject subject(String method, String path, Map<String, String> query);
    }

    Call(HttpExchange exchange, Reading reading) {
        this.exchange = exchange;
        String text = exchange.getRequestURI().getRawQuery();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        String path = decoded(exchange.getRequestURI().getRawPath()).substring(1);
        Subject subject = reading.subject(exchange.getRequestMethod(), path, query);
        this.method = subject.method();
        this.bucket = subject.bucket();
        this.key = subject.key();
    }

    /** A bucket's name, and behind a slash a key. */
    static Subject byPath(String method, String path, Map<String, String> query) {
        int slash = path.indexOf('/');
        return new Subject(
                method, slash < 0 ? path : path.substring(0, slash), slash < 0 ? "" : path.substring(slash + 1));
    }

    /** What a query holds, whose + is a space; in a path it is itself. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    public String method() {
        return method;
    }

    public String bucket() {
        return bucket;
    }

    public String key() {
        return key;
    }

    public boolean asks(String parameter) {
        return query.containsKey(parameter);
    }

    /** A part of the query; empty if it is not there. */
    public String parameter(String name) {
        return parameter(name, "");
    }

    String parameter(String name, String usual) {
        return query.getOrDefault(name, usual);
    }

    /** The key's name that a call of S3's is signed by; empty if it is not. */
    public String caller() {
        String signed = header("Authorization");
        Matcher name = SIGNER.matcher(signed == null ? "" : signed);
        return name.find() ? name.group(1) : "";
    }

    /** Whether an account of Azure's signed it with a key, which is in base64. */
    public boolean isSignedWith(String key) {
        return new SharedKey(key).hasSigned(exchange, query);
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    void dropCondition() {
        ignoresCondition = true;
    }

    /** Whether it is to make an object, and only if there is none. */
    public boolean isPutIfAbsent() {
        return !ignoresCondition
                && ("*".equals(header("If-None-Match"))
                        || parameter("ifGenerationMatch").equals("0"));
    }

    /** The bytes that are to be stored, out of the signed pieces that the SDK cuts them into. */
    byte[] body() throws IOException {
        byte[] read = kept;
        if (read != null) {
            return read;
        }
        byte[] raw = exchange.getRequestBody().readAllBytes();
        String kind = header("x-amz-content-sha256");
        return kind != null && kind.startsWith("STREAMING-") ? pieces(raw) : raw;
    }

    /** Reads the body now, for a deed that comes when its client is gone. */
    void keepBody() throws IOException {
        kept = body();
    }

    private static byte[] pieces(byte[] raw) throws IOException {
        InputStream in = new ByteArrayInputStream(raw);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            if (size == 0) {
                return all.toByteArray();
            }
            all.write(in.readNBytes(size));
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    void readHalf() throws IOException {
        String length = header("Content-Length");
        exchange.getRequestBody().readNBytes(length == null ? 1 : Integer.parseInt(length) / 2);
    }

    void answer(Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = method().equals("HEAD") || answer.body().length == 0;
        if (method().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
        }
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
        if (!bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }

    void answerHalf(Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        OutputStream out = exchange.getResponseBody();
        out.write(Arrays.copyOf(answer.body(), answer.body().length / 2));
        out.flush();
        hangUp();
    }

    /** Ends the connection; the client gets no more than it has. */
    void hangUp() {
        exchange.close();
    }

    @Override
    public String toString() {
        String operation = query.keySet().stream()
                .filter(name -> SPECIAL.contains(name))
                .findFirst()
                .map(name -> "?" + name)
                .orElse("");
        return method() + " " + key + operation + (isPutIfAbsent() ? " if absent" : "");
    }
}
