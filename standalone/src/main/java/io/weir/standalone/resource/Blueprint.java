package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** How resources of a kind are declared, and by which operations they are found, made and changed. */
enum Blueprint {
    // In the order in which they need each other.
    SECRET(ResourceKind.SECRETS),
    STORE(ResourceKind.STORES),
    TOPIC(ResourceKind.TOPICS),
    DATABASE(ResourceKind.DATABASES),
    SCHEMA(ResourceKind.SCHEMAS),
    TABLE(ResourceKind.TABLES),
    ROLE(ResourceKind.ROLES),
    USER(ResourceKind.USERS),
    ORGANIZATION(ResourceKind.ORGANIZATIONS),
    GRANT(ResourceKind.GRANTS),
    POOL(ResourceKind.POOLS),
    DESCRIPTOR(ResourceKind.DESCRIPTORS),
    FUNCTION_SOURCE(ResourceKind.FUNCTION_SOURCES),
    FUNCTION(ResourceKind.FUNCTIONS),
    RELATION(ResourceKind.RELATIONS, "kind", "source", "target", "primaryKey"),
    PIPELINE(
            ResourceKind.PIPELINES,
            "source.store",
            "source.topic",
            "source.relation",
            "source.startPosition",
            "source.startSequences",
            "source.startOffsets",
            "source.startTime",
            "target.warehouse",
            "target.relation",
            "target.delta.table",
            "target.delta.partitionBy"),
    CONTENT("contents", "content", "/api/v1/organizations/{organization}/contents");

    private static final String NAME = "name";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^/]*)}");
    private static final String OF_FORMAT = "delta.";
    private static final String ANY = "/\\{[^/]*}";

    private final String all;
    private final String one;
    private final String collection;
    private final String fixed;

    /** {@code fixed} are fields that a change may have though it cannot change them; the API document does not tell. */
    Blueprint(ResourceKind kind, String... fixed) {
        this(kind.label(), kind.one(), kind.collection(), fixed);
    }

    Blueprint(String all, String one, String collection, String... fixed) {
        this.all = all;
        this.one = one;
        this.collection = collection;
        this.fixed = String.join(" ", fixed);
    }

    /** Several of them, as fields are called that name others. */
    String all() {
        return all;
    }

    /** One of them, in words. */
    String one() {
        return one;
    }

    /** The path of all of them, with names in braces. */
    String collection() {
        return collection;
    }

    /** What a file calls the kind: one word. */
    String label() {
        return Arrays.stream(one.split(" "))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    static Optional<Blueprint> called(String label) {
        return Arrays.stream(values())
                .filter(blueprint -> blueprint.label().equalsIgnoreCase(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(Blueprint::label).collect(Collectors.joining(", "));
    }

    /** What makes one; where nothing does, what puts there what exists. */
    Operation create() {
        return find("POST", "").or(() -> find("PUT", "")).orElseThrow();
    }

    /** What finds one by its name; none where names do not tell them apart, and a number does. */
    Optional<Operation> get() {
        return find("GET", ANY).filter(operation -> operation.parameters("path").stream()
                .allMatch(parameter -> parameter.schema().isText()));
    }

    Operation list() {
        return find("GET", "").orElseThrow();
    }

    /** What an answer says of one. */
    Schema answer() {
        return get().map(Operation::answer).orElseGet(() -> create().answer());
    }

    /** Whether one is made of a file. */
    boolean isUploaded() {
        return UploadedFile.isIn(create().body(), answer());
    }

    /** What changes one; none where nothing does. */
    Optional<Operation> update() {
        return find("PATCH", ANY);
    }

    /** What puts an element into a list of one ({@code PUT}), or takes it out ({@code DELETE}); none where nothing does. */
    Optional<Operation> member(String method, String field) {
        return find(method, ANY + "/" + Pattern.quote(field) + ANY);
    }

    private Optional<Operation> find(String method, String rest) {
        Pattern path = Pattern.compile(Pattern.quote(collection) + rest);
        return ApiDocument.ofClient().operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matcher(operation.path()).matches())
                .findFirst();
    }

    /** Whether a list of it is a set: the answer has its elements in an order of its own. */
    boolean isSet(String field) {
        return member("PUT", field).isPresent() || (this == USER && field.equals(ResourceKind.ROLES.label()));
    }

    /** Whether what is different in one that is there can be changed. */
    boolean isChangeable(Difference difference) {
        String field = sent(difference);
        boolean patched = update().map(operation -> operation.body().fields().containsKey(field))
                .orElse(false);
        String within = difference.field() + ".";
        boolean stays = Arrays.stream(fixed.split(" "))
                .anyMatch(name -> within.startsWith(name + ".") || name.startsWith(within));
        return (patched && !stays) || member("PUT", field).isPresent();
    }

    /** Whether an entry of a map stays though a file lacks it: what a table's format needs is set by the platform, and by engines. */
    boolean keeps(String entry) {
        return this == TABLE && entry.startsWith(OF_FORMAT);
    }

    /** The field by which the platform changes what is different. */
    String sent(Difference difference) {
        boolean file = isUploaded() && difference.top().equals(UploadedFile.DIGEST);
        return file ? UploadedFile.CONTENT : difference.top();
    }

    /** The fields that say what one is in. */
    List<String> parents() {
        return PARAMETER
                .matcher(collection)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The fields that tell one from others of its name: what it is in, and where names are shared, all that it must have. */
    List<String> identity() {
        List<String> fields = new ArrayList<>(parents());
        if (get().isEmpty()) {
            create().body().required().stream()
                    .filter(field -> !field.equals(NAME))
                    .forEach(fields::add);
        }
        return fields;
    }

    /** The fields that a declaration may have. */
    private Set<String> allowed() {
        Schema schema = create().body();
        Set<String> allowed = new LinkedHashSet<>(parents());
        allowed.addAll(schema.fields().keySet());
        allowed.remove(NAME);
        allowed.removeAll(SecretSource.secrets(schema));
        allowed.addAll(SecretSource.fields(schema));
        if (isUploaded()) {
            allowed.remove(UploadedFile.CONTENT);
            allowed.add(UploadedFile.FROM);
        }
        return allowed;
    }

    /** Finds what is wrong with a declaration's fields, and makes texts of what only lacks quotes. */
    void check(ObjectNode wanted, BiConsumer<String, String> problems) {
        Schema schema = create().body();
        Shapes.fit(schema, wanted);
        ObjectNode body = body(wanted);
        for (String field : wanted.propertyNames()) {
            if (!allowed().contains(field)) {
                problems.accept(field, SchemaCheck.unknown(allowed()));
                body.remove(field);
            }
        }
        for (String source : SecretSource.fields(schema)) {
            SecretSource.problem(wanted.path(source)).ifPresent(problem -> problems.accept(source, problem));
            body.remove(source);
        }
        if (isUploaded()) {
            UploadedFile.problem(wanted.path(UploadedFile.FROM))
                    .ifPresent(problem -> problems.accept(UploadedFile.FROM, problem));
            body.remove(UploadedFile.FROM);
            body.put(UploadedFile.CONTENT, NAME);
        }
        // What is given elsewhere is not missing here.
        body.put(NAME, NAME);
        SecretSource.secrets(schema).forEach(secret -> body.put(secret, NAME));
        new SchemaCheck(problems).check("", schema, body);
    }

    /** What is sent of a declaration's fields: not what it is in, which the path says. */
    ObjectNode body(ObjectNode wanted) {
        ObjectNode body = wanted.deepCopy();
        body.remove(parents());
        return body;
    }
}
