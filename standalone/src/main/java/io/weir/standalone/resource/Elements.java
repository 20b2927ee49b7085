package io.weir.standalone.resource;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Values that are the same though they are written otherwise. */
final class Elements {

    private Elements() {}

    /** The texts of a list, whatever their order. */
    static Set<String> of(JsonNode list) {
        return list.valueStream().map(element -> element.asString("")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether there is nothing in it: it is absent, null or empty. */
    static boolean isNothing(JsonNode value) {
        boolean empty =
                value.isContainer() ? value.isEmpty() : value.asString("").isEmpty();
        return value.isMissingNode() || value.isNull() || (empty && !value.isNumber() && !value.isBoolean());
    }

    /** Whether both are the same file, of which one may be a URI. */
    static boolean sameFile(JsonNode one, JsonNode other) {
        return one.isString() && other.isString() && path(one.asString()).equals(path(other.asString()));
    }

    private static String path(String file) {
        return file.replaceFirst("^file:(?://)?(?=/)", "").replaceFirst("(?<=[^/])/+$", "");
    }

    /** Whether both are times, and the same. */
    static boolean sameMoment(JsonNode one, JsonNode other) {
        if (!one.isString() || !other.isString()) {
            return false;
        }
        try {
            return OffsetDateTime.parse(one.asString()).isEqual(OffsetDateTime.parse(other.asString()));
        } catch (DateTimeException noTime) {
            return false;
        }
    }
}
