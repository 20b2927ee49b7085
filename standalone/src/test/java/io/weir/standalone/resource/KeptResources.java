package io.weir.standalone.resource;

import io.weir.standalone.resource.CommandServer.Answer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a platform keeps of what it is told, in memory; it refuses, or dies, when it is to. */
final class KeptResources {

    private static final JsonMapper JSON = new JsonMapper();

    /** Resources by their paths. */
    final Map<String, ObjectNode> kept = new LinkedHashMap<>();

    /** Calls that changed something, in their order. */
    final List<String> changes = new ArrayList<>();

    /** What the calls have in them that are refused. */
    String refused = "nothing";

    /** After so many changes nothing is answered any more. */
    int dies = Integer.MAX_VALUE;

    /** Answers a call as the platform would. */
    Answer serve(String method, String target, String body) {
        String path = target.replaceFirst("\\?.*", "");
        if (!method.equals("GET")) {
            if ((method + " " + path).contains(refused)) {
                return new Answer(
                        412,
                        "{\"detail\":\"No.\",\"code\":\"no\",\"requestId\":\"r7\",\"errors\":"
                                + "[{\"field\":\"properties.path\",\"message\":\"No.\"}]}");
            }
            // Who gets no answer asks again, by the same key.
            boolean again = changes.size() >= dies || (method.equals("PUT") && changes.contains(method + " " + path));
            if (!again) {
                changes.add(method + " " + path);
            }
        }
        Answer answer = answer(method, path, body);
        return method.equals("GET") || changes.size() < dies ? answer : Answer.NONE;
    }

    private Answer answer(String method, String path, String body) {
        return switch (method) {
            case "POST" -> {
                ObjectNode made = (ObjectNode) JSON.readTree(body);
                made.put("createdAt", "now");
                kept.put(path + "/" + made.path("name").asString(), shown(made));
                yield new Answer(201, made.toString());
            }
            case "PATCH" -> changed(path, (ObjectNode) JSON.readTree(body));
            case "PUT", "DELETE" -> member(method, path);
            default -> {
                ObjectNode known = kept.get(path);
                yield path.endsWith("/grants")
                        ? new Answer(
                                200,
                                JSON.createObjectNode()
                                        .set("items", JSON.valueToTree(grants()))
                                        .toString())
                        : known == null
                                ? new Answer(404, "{\"code\":\"thing-not-found\"}")
                                : new Answer(200, known.toString(), "ETag", "\"5\"");
            }
        };
    }

    private List<ObjectNode> grants() {
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().contains("/grants/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** As the platform shows it: partitions are a list, roles are sorted, a secret's value is not there. */
    private static ObjectNode shown(ObjectNode made) {
        if (made.has("partitions")) {
            int partitions = made.path("partitions").asInt();
            ArrayNode list = made.putArray("partitions");
            for (int partition = 0; partition < partitions; partition++) {
                list.addObject().put("partition", partition);
            }
        }
        if (made.has("roles")) {
            List<String> roles = made.path("roles")
                    .valueStream()
                    .map(role -> role.asString())
                    .sorted()
                    .toList();
            made.set("roles", JSON.valueToTree(roles));
        }
        made.remove("value");
        digested(made);
        return made;
    }

    private static void digested(ObjectNode made) {
        if (made.has("content")) {
            made.put(
                    "sha256",
                    sha256(Base64.getDecoder().decode(made.remove("content").asString())));
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Entries of maps one by one, what is empty away, all else as a whole. */
    private Answer changed(String path, ObjectNode body) {
        ObjectNode there = kept.get(path);
        digested(body);
        body.forEachEntry((field, value) -> {
            if (field.equals("properties")) {
                merge((ObjectNode) there.path(field), value);
            } else if (value.isContainer()
                    ? value.isEmpty()
                    : value.asString("").isEmpty()) {
                there.remove(field);
            } else {
                there.set(field, value);
            }
        });
        return new Answer(200, there.toString());
    }

    private static void merge(ObjectNode there, JsonNode entries) {
        entries.forEachEntry((name, value) -> {
            if (value.isNull()) {
                there.remove(name);
            } else {
                there.set(name, value);
            }
        });
    }

    private Answer member(String method, String path) {
        ObjectNode role = kept.get(path.replaceFirst("/roles/[^/]*$", ""));
        ArrayNode roles = role.withArray("roles");
        String member = path.replaceFirst(".*/", "");
        roles.removeIf(each -> each.asString().equals(member));
        if (method.equals("PUT")) {
            roles.add(member);
        }
        return new Answer(200, role.toString());
    }
}
