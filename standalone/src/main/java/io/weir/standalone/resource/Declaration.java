package io.weir.standalone.resource;

import io.weir.standalone.cli.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * One resource as a file wants it.
 *
 * @param wanted its fields, without its name
 */
record Declaration(Blueprint blueprint, String name, ObjectNode wanted, Places places) {

    /** What tells it from all others: kind, name, and what its name is only unique with. */
    String title() {
        List<String> words = new ArrayList<>(List.of(blueprint.one(), name));
        blueprint.identity().forEach(field -> words.add(wanted.path(field).asString("")));
        return OneLine.of(String.join(" ", words));
    }

    /** Where a field of it stands; where the document begins for the empty one. */
    String place(String field) {
        return places.of(field.isEmpty() ? "" : "spec." + field);
    }

    /** Where all of its kind are. */
    String collection() {
        String path = blueprint.collection();
        for (String parent : blueprint.parents()) {
            path = path.replace(
                    "{" + parent + "}", Operation.segment(wanted.path(parent).asString("")));
        }
        return path;
    }

    String item() {
        return collection() + "/" + Operation.segment(name);
    }

    /** What makes a list of its kind shorter, as far as the list can be asked by what tells it from others. */
    String narrowing() {
        String query = blueprint.list().parameters("query").stream()
                .map(Operation.Parameter::name)
                .filter(blueprint.identity()::contains)
                .map(field -> field + "=" + Operation.segment(wanted.path(field).asString("")))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** Others of its kind that it names. */
    List<String> references() {
        return wanted.path(blueprint.all())
                .valueStream()
                .map(element -> element.asString(""))
                .toList();
    }

    /** Finds what is wrong with it, by what the API document says. */
    void check(Findings findings) {
        blueprint.check(wanted, (field, problem) -> findings.add(place(field), "spec." + field + " " + problem));
        for (String parent : blueprint.parents()) {
            if (wanted.path(parent).asString("").isEmpty()) {
                findings.add(place(parent), "spec." + parent + " is missing");
            }
        }
        if (blueprint.isUploaded()
                && UploadedFile.problem(wanted.path(UploadedFile.FROM)).isEmpty()) {
            String field = place(UploadedFile.FROM);
            UploadedFile.read(wanted, places)
                    .ifPresent(absence -> findings.add(field, "spec." + UploadedFile.FROM + ": " + absence));
        }
    }
}
