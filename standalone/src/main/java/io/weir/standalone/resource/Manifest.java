package io.weir.standalone.resource;

import io.weir.standalone.resource.Documents.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that files declare, checked, in the order in which it can be made. */
final class Manifest {

    private static final String KIND = "kind";
    private static final String NAME = "name";
    private static final String SPEC = "spec";
    private static final List<String> FIELDS = List.of(KIND, NAME, SPEC);

    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Findings findings;

    private Manifest(Findings findings) {
        this.findings = findings;
    }

    /** Reads files; what is wrong with them is among {@code findings} then. */
    static List<Declaration> read(List<Path> files, Findings findings) {
        Manifest manifest = new Manifest(findings);
        List<Document> documents = files.stream()
                .flatMap(file -> Documents.readPlaced(file).stream())
                .toList();
        documents.forEach(manifest::add);
        if (documents.isEmpty()) {
            // What has made the files may have failed.
            String names = files.stream().map(Documents::name).collect(Collectors.joining(", "));
            findings.add(names, "declares nothing, expected: a document with kind, name and spec for each resource");
        }
        return manifest.ordered();
    }

    private void add(Document document) {
        ObjectNode body = document.body();
        Places places = document.places();
        body.propertyNames().stream()
                .filter(field -> !FIELDS.contains(field))
                .forEach(field -> findings.add(places.of(field), field + " " + SchemaCheck.unknown(FIELDS)));
        String label = body.path(KIND).asString("");
        Optional<Blueprint> blueprint = Blueprint.called(label);
        if (blueprint.isEmpty()) {
            String found = label.isEmpty() ? "is missing" : "is \"" + label + "\"";
            findings.add(places.of(KIND), KIND + " " + found + ", allowed: " + Blueprint.labels());
        }
        String name = body.path(NAME).isContainer() ? "" : body.path(NAME).asString("");
        if (name.isEmpty()) {
            findings.add(places.of(NAME), NAME + " is missing");
        }
        JsonNode spec = body.path(SPEC);
        if (!spec.isObject() && !spec.isMissingNode() && !spec.isNull()) {
            findings.add(places.of(SPEC), SPEC + " allowed: names with values");
        } else if (blueprint.isPresent() && !name.isEmpty()) {
            ObjectNode wanted = spec instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
            add(new Declaration(blueprint.get(), name, wanted, places));
        }
    }

    private void add(Declaration declaration) {
        declaration.check(findings);
        Declaration before = declarations.putIfAbsent(declaration.title(), declaration);
        if (before != null) {
            findings.add(
                    declaration.place(""), declaration.title() + " is declared at " + before.place("") + " already");
        }
    }

    private List<Declaration> ordered() {
        Set<Declaration> ordered = new LinkedHashSet<>();
        declarations.values().stream()
                .sorted(Comparator.comparing(Declaration::blueprint))
                .forEach(declaration -> put(declaration, ordered, new HashSet<>()));
        return new ArrayList<>(ordered);
    }

    /** After those of its kind that it names. */
    private void put(Declaration declaration, Set<Declaration> ordered, Set<Declaration> waiting) {
        if (!waiting.add(declaration)) {
            findings.add(declaration.place(""), declaration.title() + " comes to have itself");
            return;
        }
        for (Declaration other : declarations.values()) {
            boolean named = other.blueprint() == declaration.blueprint()
                    && declaration.references().contains(other.name());
            if (named && !ordered.contains(other)) {
                put(other, ordered, waiting);
            }
        }
        waiting.remove(declaration);
        ordered.add(declaration);
    }
}
