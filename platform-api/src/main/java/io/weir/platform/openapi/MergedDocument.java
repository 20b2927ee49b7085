package io.weir.platform.openapi;

import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges OpenAPI documents. Equal parts of one name become one; different ones are a conflict. The result depends on
 * the parts alone, not on their order: paths, components and tags are sorted by name.
 */
final class MergedDocument {

    private static final String PREFIX = "/api/";

    private final Map<String, Map<String, JsonNode>> paths = new TreeMap<>();
    private final Map<String, Map<String, JsonNode>> components = new TreeMap<>();
    private final TreeSet<String> tags = new TreeSet<>();
    private final Map<String, String> origins = new TreeMap<>();

    void add(String service, ObjectNode document) {
        document.path("paths").forEachEntry((path, item) -> {
            if (path.startsWith(PREFIX)) {
                item.forEachEntry((method, operation) -> {
                    put(service, paths, path, method, operation);
                    operation.path("tags").forEach(tag -> tags.add(tag.asString()));
                });
            }
        });
        document.path("components")
                .forEachEntry((section, parts) ->
                        parts.forEachEntry((name, part) -> put(service, components, section, name, part)));
    }

    private void put(
            String service, Map<String, Map<String, JsonNode>> target, String group, String name, JsonNode part) {
        String label = group + " " + name;
        JsonNode before =
                target.computeIfAbsent(group, absent -> new TreeMap<>()).putIfAbsent(name, part);
        String origin = origins.putIfAbsent(label, service);
        boolean operation = target == paths;
        if (before != null && (operation || !before.equals(part))) {
            String detail = origin + " and " + service + " both have " + label
                    + (operation ? "" : ", and mean different things by it");
            throw new ProblemException(ApiDocumentProblem.API_DOCUMENT_CONFLICT, detail);
        }
    }

    ObjectNode sorted() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Weir")
                .put("version", "v1")
                .put(
                        "description",
                        "Streams in, tables out exactly once, one SQL truth about every Delta log, lineage of every run.");
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray("token");
        ArrayNode tagList = document.putArray("tags");
        tags.forEach(tag -> tagList.addObject().put("name", tag));
        document.set("paths", grouped(paths));
        document.set("components", grouped(components));
        return document;
    }

    private static ObjectNode grouped(Map<String, Map<String, JsonNode>> groups) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        groups.forEach((group, parts) -> {
            ObjectNode object = node.putObject(group);
            parts.forEach(object::set);
        });
        return node;
    }
}
