package io.weir.client.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call, before it is sent.
 *
 * @param target path and query, encoded
 * @param body what is written as JSON, bytes that are sent as they are, or null for none
 * @param run the run that it is about, for whoever reads of its failure
 */
public record Call(
        String method,
        String target,
        @Nullable Object body,
        Map<String, String> headers,
        @Nullable UUID run) {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String IF_MATCH = "If-Match";

    public static Call get(String path) {
        return new Call("GET", path, null, Map.of(), null);
    }

    public static Call put(String path, @Nullable Object body) {
        return new Call("PUT", path, body, Map.of(), null);
    }

    public static Call post(String path, @Nullable Object body) {
        return new Call("POST", path, body, Map.of(), null);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, null, Map.of(), null);
    }

    /** @param entityTag of what was read; null changes whatever is there */
    public static Call patch(String path, Object change, @Nullable String entityTag) {
        Map<String, String> match = entityTag == null ? Map.of() : Map.of(IF_MATCH, entityTag);
        return new Call("PATCH", path, change, match, null);
    }

    /** A name as a part of a path: with what separates parts encoded. */
    public static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks with a parameter, unless it is null. */
    public Call query(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        String parameter = (target.contains("?") ? "&" : "?") + name + "=" + part(value.toString());
        return new Call(method, target + parameter, body, headers, run);
    }

    /** By a key of its own the platform knows the call again, and does what it says once. */
    public Call once() {
        Map<String, String> keyed = new HashMap<>(headers);
        keyed.put(IDEMPOTENCY_KEY, UUID.randomUUID().toString());
        return new Call(method, target, body, Map.copyOf(keyed), run);
    }

    public Call about(@Nullable UUID aRun) {
        return new Call(method, target, body, headers, aRun);
    }

    /** Whether it changes nothing more when it is made twice. */
    boolean isRepeatable() {
        return method.equals("GET") || method.equals("PUT") || headers.containsKey(IDEMPOTENCY_KEY);
    }
}
