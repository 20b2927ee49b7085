package io.weir.standalone.resource;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what was planned. Each call is one that may be made again: after a death at any moment, what was done is found by the next
 * plan, and is not done twice.
 */
final class Applier {

    private final Api api;

    Applier(Api api) {
        this.api = api;
    }

    void apply(Change change) {
        switch (change.action()) {
            case CREATED -> create(change.declaration());
            case CHANGED -> change(change);
            case UNCHANGED -> {
                // Nothing to do.
            }
        }
    }

    private void create(Declaration declaration) {
        Operation create = declaration.blueprint().create();
        ObjectNode body = declaration.blueprint().body(declaration.wanted());
        body.put("name", declaration.name());
        if (declaration.blueprint().isUploaded()) {
            body.remove(UploadedFile.DIGEST);
        }
        try {
            SecretSource.resolve(create.body(), body);
        } catch (IOException unreadable) {
            throw new CommandFailure("the value of " + declaration.title() + " cannot be read", unreadable);
        }
        api.call(create, declaration.collection(), body);
    }

    /** Fields by one call, if they are still what they were compared with; elements of lists one by one. */
    private void change(Change change) {
        Declaration declaration = change.declaration();
        Blueprint blueprint = declaration.blueprint();
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Difference difference : change.differences()) {
            String field = blueprint.sent(difference);
            if (blueprint.member("PUT", field).isPresent()) {
                members(declaration, field, difference);
            } else {
                fields.set(field, present(blueprint, field, declaration.wanted().path(field)));
            }
        }
        if (!fields.isEmpty()) {
            api.call(blueprint.update().orElseThrow(), declaration.item(), fields, change.tag());
        }
    }

    /** The platform takes a field away by an empty one; a null would leave it as it is. */
    private static JsonNode present(Blueprint blueprint, String field, JsonNode wanted) {
        if (!wanted.isNull()) {
            return wanted;
        }
        return switch (blueprint.create().body().field(field).type()) {
            case "array" -> JsonNodeFactory.instance.arrayNode();
            case "object" -> JsonNodeFactory.instance.objectNode();
            case "string" -> JsonNodeFactory.instance.stringNode("");
            default -> wanted;
        };
    }

    private void members(Declaration declaration, String field, Difference difference) {
        Set<String> there = Elements.of(difference.there());
        Set<String> wanted = Elements.of(difference.wanted());
        each("PUT", declaration, field, less(wanted, there));
        each("DELETE", declaration, field, less(there, wanted));
    }

    private static Set<String> less(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    private void each(String method, Declaration declaration, String field, Set<String> members) {
        for (String member : members) {
            String target = declaration.item() + "/" + field + "/" + Operation.segment(member);
            api.call(declaration.blueprint().member(method, field).orElseThrow(), target, null);
        }
    }
}
