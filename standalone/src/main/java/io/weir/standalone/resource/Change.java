package io.weir.standalone.resource;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one document of a file makes of one resource.
 *
 * @param wanted the resource as the file has it, without its kind
 * @param differences what would change; empty where it is new, or as wanted
 */
record Change(ResourceKind kind, String name, Action action, ObjectNode wanted, List<String> differences) {

    /** What is done. */
    enum Action {
        CREATE("+"),
        UPDATE("~"),
        KEEP("="),
        /** It is there, differs, and has no way to be changed. */
        REFUSE("!");

        private final String sign;

        Action(String sign) {
            this.sign = sign;
        }
    }

    /** A line, and one more for each difference. */
    String text() {
        StringBuilder text = new StringBuilder(action.sign + " " + kind.one() + " " + name + " "
                + action.name().toLowerCase(Locale.ROOT));
        differences.forEach(
                line -> text.append(System.lineSeparator()).append("    ").append(line));
        return text.toString();
    }
}
