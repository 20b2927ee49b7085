package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.resource.Change.Action;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Compares what a file wants with what is there, and makes one of the other. */
final class Planner {

    private static final String RESOURCE = "resource";
    private static final String PROPERTIES = "properties";

    private static final Set<ResourceKind> DECLARABLE =
            EnumSet.of(ResourceKind.STORES, ResourceKind.TABLES, ResourceKind.PIPELINES);

    private final Api api;

    Planner(Api api) {
        this.api = api;
    }

    /** What a document asks for; changes nothing. */
    Change plan(ObjectNode document) {
        ObjectNode wanted = document.deepCopy();
        ResourceKind kind = kind(wanted);
        String name = wanted.path("name").asString("");
        if (name.isEmpty()) {
            throw new CommandFailure("a " + kind.one() + " of the file has no name");
        }
        Optional<JsonNode> there = api.find(item(kind, name)).map(Api.Found::body);
        if (there.isEmpty()) {
            return new Change(kind, name, Action.CREATE, wanted, List.of());
        }
        if (kind == ResourceKind.STORES) {
            completeProperties(there.get(), wanted);
        }
        List<String> differences = Differences.of(there.get(), wanted);
        return new Change(kind, name, action(kind, differences), wanted, differences);
    }

    private static Action action(ResourceKind kind, List<String> differences) {
        if (differences.isEmpty()) {
            return Action.KEEP;
        }
        boolean properties = differences.stream().allMatch(line -> line.startsWith(PROPERTIES + "."));
        return kind == ResourceKind.STORES && properties ? Action.UPDATE : Action.REFUSE;
    }

    /** A property that the file does not have goes. */
    private static void completeProperties(JsonNode there, ObjectNode wanted) {
        ObjectNode properties =
                wanted.get(PROPERTIES) instanceof ObjectNode given ? given : wanted.putObject(PROPERTIES);
        there.path(PROPERTIES).forEachEntry((name, value) -> {
            if (!properties.has(name)) {
                properties.putNull(name);
            }
        });
    }

    void apply(Change change) {
        switch (change.action()) {
            case CREATE -> api.call(verb(change, "create"), change.kind().collection(), change.wanted());
            case UPDATE -> {
                ObjectNode body = JsonNodeFactory.instance.objectNode();
                body.set(PROPERTIES, change.wanted().path(PROPERTIES));
                api.call(verb(change, "update"), item(change.kind(), change.name()), body);
            }
            case KEEP, REFUSE -> {
                // Nothing to do, or nothing that can be done.
            }
        }
    }

    private static String item(ResourceKind kind, String name) {
        return kind.collection() + "/" + Operation.segment(name);
    }

    private static Operation verb(Change change, String verb) {
        return Objects.requireNonNull(
                Verbs.of(change.kind(), ApiDocument.ofClient()).get(verb));
    }

    /** Takes the kind of resource out of the document; stores have a field of the name {@code kind} themselves. */
    private static ResourceKind kind(ObjectNode document) {
        JsonNode said = document.remove(RESOURCE);
        String text = said == null ? "" : said.asString("");
        return Arrays.stream(ResourceKind.values())
                .filter(DECLARABLE::contains)
                .filter(kind -> kind.one().equals(text))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("each document needs '" + RESOURCE + "', one of "
                        + Arrays.stream(ResourceKind.values())
                                .filter(DECLARABLE::contains)
                                .map(ResourceKind::one)
                                .collect(Collectors.joining(", "))
                        + (said == null ? "" : ", not '" + text + "'")));
    }
}
