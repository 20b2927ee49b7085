package io.weir.standalone.resource;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What of a wanted object is not as it should be, a line for each field. Fields that are not wanted are left alone. */
final class Differences {

    private Differences() {}

    static List<String> of(JsonNode there, JsonNode wanted) {
        List<String> lines = new ArrayList<>();
        collect("", there, wanted, lines);
        return lines;
    }

    private static void collect(String path, JsonNode there, JsonNode wanted, List<String> lines) {
        if (wanted.isObject() && there.isObject()) {
            wanted.forEachEntry((name, value) ->
                    collect(path.isEmpty() ? name : path + "." + name, there.path(name), value, lines));
        } else if (!same(there, wanted)) {
            lines.add(path + ": " + shown(there) + " → " + shown(wanted));
        }
    }

    /** Numbers by their value, 1 and 1.0 alike; what is absent as null. */
    private static boolean same(JsonNode there, JsonNode wanted) {
        if (there.isNumber() && wanted.isNumber()) {
            return there.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        boolean nothing = there.isMissingNode() || there.isNull();
        return wanted.isNull() ? nothing : there.equals(wanted);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
