package io.weir.delta.checkpoint;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The canonical form of JSON from the protocol's "JSON checksum", and its MD5. */
final class CanonicalJson {

    private CanonicalJson() {}

    /** The MD5 of an object's canonical form without its field {@code ignored}, in 32 hexadecimal digits. */
    static String checksum(JsonNode object, String ignored) {
        try {
            byte[] form = canonical(object, ignored).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(form));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static String canonical(JsonNode object, String ignored) {
        Map<byte[], String> leaves = new TreeMap<>(Arrays::compareUnsigned);
        object.properties().forEach(field -> {
            if (!field.getKey().equals(ignored)) {
                collect(field.getValue(), quoted(field.getKey()), leaves);
            }
        });
        return leaves.entrySet().stream()
                .map(leaf -> new String(leaf.getKey(), StandardCharsets.UTF_8) + "=" + leaf.getValue())
                .collect(Collectors.joining(","));
    }

    private static void collect(JsonNode node, String path, Map<byte[], String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(field.getValue(), path + "+" + quoted(field.getKey()), leaves));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(node.get(index), path + "+" + index, leaves);
            }
        } else {
            String value = node.isString() ? quoted(node.stringValue()) : node.toString();
            leaves.put(path.getBytes(StandardCharsets.UTF_8), value);
        }
    }

    /** Percent-encodes all but RFC 3986's unreserved characters. */
    private static String quoted(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return "\"" + encoded + "\"";
    }
}
