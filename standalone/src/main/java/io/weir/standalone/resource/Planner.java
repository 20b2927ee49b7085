package io.weir.standalone.resource;

import io.weir.standalone.resource.Api.Found;
import io.weir.standalone.resource.Change.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what is declared with what is there. Changes nothing. */
final class Planner {

    private final Api api;
    private final Findings findings;

    Planner(Api api, Findings findings) {
        this.api = api;
        this.findings = findings;
    }

    /** What is to be done; that it cannot be done is among the findings then. */
    Change plan(Declaration declaration) {
        Optional<Found> there = find(declaration);
        if (there.isEmpty()) {
            requireSecrets(declaration);
            return new Change(declaration, Action.CREATED, all(declaration), "");
        }
        Blueprint blueprint = declaration.blueprint();
        ObjectNode wanted = blueprint.body(complete(declaration, there.get().body()));
        List<Difference> differences =
                Difference.Comparison.of(blueprint, there.get().body(), wanted);
        for (Difference difference : differences) {
            if (!blueprint.isChangeable(difference)) {
                findings.add(
                        declaration.place(difference.field()),
                        declaration.title() + " is there and spec." + difference.text()
                                + " cannot be changed: delete it first, or give the new one another name");
            }
        }
        Action action = differences.isEmpty() ? Action.UNCHANGED : Action.CHANGED;
        return new Change(declaration, action, differences, there.get().tag());
    }

    private Optional<Found> find(Declaration declaration) {
        Blueprint blueprint = declaration.blueprint();
        if (blueprint.get().isPresent()) {
            return api.find(declaration.item());
        }
        // What it is in may be one of those that are made first.
        if (!blueprint.parents().isEmpty() && api.find(declaration.collection()).isEmpty()) {
            return Optional.empty();
        }
        return PageFlags.read(api, declaration.collection() + declaration.narrowing(), Integer.MAX_VALUE)
                .valueStream()
                .filter(item -> isSame(item, declaration))
                .map(item -> new Found(item, ""))
                .findFirst();
    }

    /** What they are in is the same: it is where they are listed. */
    private static boolean isSame(JsonNode item, Declaration declaration) {
        Blueprint blueprint = declaration.blueprint();
        return item.path("name").asString("").equals(declaration.name())
                && blueprint.identity().stream()
                        .filter(field -> !blueprint.parents().contains(field))
                        .allMatch(field ->
                                item.path(field).equals(declaration.wanted().path(field)));
    }

    /** A value that cannot be had is found before anything is made. */
    private void requireSecrets(Declaration declaration) {
        for (String field : SecretSource.fields(declaration.blueprint().create().body())) {
            SecretSource.absence(declaration.wanted().path(field))
                    .ifPresent(absence -> findings.add(declaration.place(field), "spec." + field + ": " + absence));
        }
    }

    private static List<Difference> all(Declaration declaration) {
        List<Difference> fields = new ArrayList<>();
        declaration
                .wanted()
                .forEachEntry((name, value) -> fields.add(new Difference(name, MissingNode.getInstance(), value)));
        // Of a file its digest says enough.
        fields.removeIf(
                field -> declaration.blueprint().isUploaded() && field.field().equals(UploadedFile.CONTENT));
        return fields;
    }

    /** An entry of a map that the file does not have goes, where the file has the map. */
    private static ObjectNode complete(Declaration declaration, JsonNode there) {
        ObjectNode wanted = declaration.wanted();
        declaration.blueprint().update().ifPresent(update -> update.body()
                .fields()
                .forEach((field, schema) -> {
                    if (schema.isMap() && wanted.get(field) instanceof ObjectNode map) {
                        there.path(field).propertyNames().stream()
                                .filter(name -> !map.has(name)
                                        && !declaration.blueprint().keeps(name))
                                .forEach(map::putNull);
                    }
                }));
        return wanted;
    }
}
