package io.weir.platform.store;

import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a store's properties, each refusal with the name of its field. Values of unknown properties are not repeated. */
final class StoreProperties {

    private final StoreKind kind;
    private final Map<String, String> values;
    private final SortedSet<String> known = new TreeSet<>();

    StoreProperties(StoreKind kind, Map<String, String> values) {
        this.kind = kind;
        this.values = values;
    }

    String required(String name, String pattern, String allowed) {
        return required(name, pattern, allowed, true);
    }

    /** Like {@link #required}, for a property that somebody may have put a secret into. */
    String requiredUnrepeated(String name, String pattern, String allowed) {
        return required(name, pattern, allowed, false);
    }

    /** Like {@link #required}, for a property that need not be there. */
    Optional<String> optional(String name, String pattern, String allowed) {
        return optional(name, pattern, allowed, true);
    }

    /** Like {@link #requiredUnrepeated}, for a property that need not be there. */
    Optional<String> optionalUnrepeated(String name, String pattern, String allowed) {
        return optional(name, pattern, allowed, false);
    }

    private Optional<String> optional(String name, String pattern, String allowed, boolean repeated) {
        known.add(name);
        return values.containsKey(name) ? Optional.of(required(name, pattern, allowed, repeated)) : Optional.empty();
    }

    /** Refuses a property that the others leave no place for. */
    void refuse(String name, String why) {
        known.add(name);
        if (values.containsKey(name)) {
            throw ProblemException.invalid("properties." + name, why, null, "nothing");
        }
    }

    private String required(String name, String pattern, String allowed, boolean repeated) {
        known.add(name);
        String value = values.get(name);
        if (value == null) {
            throw ProblemException.invalid("properties." + name, "is missing", null, allowed);
        }
        if (value.length() > 2000 || !value.matches(pattern)) {
            throw ProblemException.invalid(
                    "properties." + name, "is not what it should be", repeated ? value : null, allowed);
        }
        return value;
    }

    void refuseOthers() {
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name)) {
                throw ProblemException.invalid(
                        "properties." + name,
                        "is not a property of a " + kind + " store",
                        null,
                        String.join(", ", known));
            }
        }
    }
}
