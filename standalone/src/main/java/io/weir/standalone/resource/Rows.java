package io.weir.standalone.resource;

import io.weir.standalone.cli.OneLine;
import io.weir.standalone.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects as rows: an array has a row for each, one object a row for each of its fields and a table for each list in it. */
final class Rows {

    private static final int WIDEST = 80;
    private static final int MOST_COLUMNS = 8;
    private static final String NOTHING = "–";

    /** What people look for first, from left to right; what is none of these follows. */
    private static final List<String> READING_ORDER = List.of(
            "name",
            "appId",
            "version",
            "id",
            "recordedAt",
            "timestamp",
            "startedAt",
            "orderedAt",
            "droppedAt",
            "job",
            "state",
            "runId",
            "operation",
            "reason",
            "partition",
            "sequence");

    private Rows() {}

    /** Prints {@code value}; of an array, these columns, levels separated by dots. */
    static void print(JsonNode value, List<String> columns, PrintWriter out) {
        if (value.isArray()) {
            list(value, columns.isEmpty() ? columns(value) : columns, out);
            return;
        }
        Table fields = new Table("FIELD", "VALUE");
        Map<String, JsonNode> lists = new LinkedHashMap<>();
        flat("", value, fields, lists);
        fields.print(out);
        lists.forEach((name, list) -> {
            out.println();
            out.println(heading(name) + ":");
            list(list, columns(list), out);
        });
    }

    private static void flat(String path, JsonNode value, Table fields, Map<String, JsonNode> lists) {
        if (value instanceof ObjectNode object && !object.isEmpty()) {
            object.forEachEntry((name, field) -> flat(path.isEmpty() ? name : path + "." + name, field, fields, lists));
        } else if (value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isObject)) {
            lists.put(path, value);
        } else if (!path.isEmpty()) {
            fields.row(OneLine.of(path), text(value));
        }
    }

    private static void list(JsonNode list, List<String> columns, PrintWriter out) {
        Table table = new Table(columns.stream().map(Rows::heading).toArray(String[]::new));
        for (JsonNode element : list) {
            table.row(columns.stream()
                    .map(column -> shorten(text(cell(element, column))))
                    .toArray(String[]::new));
        }
        table.print(out);
    }

    /** A field of that very name, or the one at that path; what has no fields is itself. */
    private static JsonNode cell(JsonNode element, String column) {
        if (!element.isObject() || element.has(column)) {
            return element.path(column).isMissingNode() ? element : element.path(column);
        }
        return element.at("/" + column.replace('.', '/'));
    }

    /** The plain fields of what a list holds, where nobody has chosen some. */
    static List<String> columns(Schema item) {
        Map<String, Schema> fields = item.fields();
        return chosen(fields.keySet().stream()
                .filter(name -> fields.getOrDefault(name, item).isPlain())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static List<String> columns(JsonNode list) {
        Set<String> names = new LinkedHashSet<>();
        list.forEach(object -> object.forEachEntry((name, field) -> {
            if (!field.isObject()) {
                names.add(name);
            }
        }));
        return chosen(names);
    }

    private static List<String> chosen(Set<String> names) {
        List<String> columns = new ArrayList<>(names);
        columns.sort(Comparator.comparingInt(Rows::place));
        return columns.subList(0, Math.min(MOST_COLUMNS, columns.size()));
    }

    private static int place(String field) {
        int place = READING_ORDER.indexOf(field);
        return place < 0 ? READING_ORDER.size() : place;
    }

    /** {@code latestRunState} becomes {@code LATEST RUN STATE}. */
    private static String heading(String field) {
        return OneLine.of(field)
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .replace('.', ' ')
                .toUpperCase(Locale.ROOT);
    }

    private static String text(JsonNode field) {
        if (field.isMissingNode() || field.isNull()) {
            return NOTHING;
        }
        if (field.isArray() && field.valueStream().noneMatch(JsonNode::isContainer)) {
            return field.valueStream().map(Rows::text).collect(Collectors.joining(", "));
        }
        return OneLine.of(field.isContainer() ? field.toString() : field.asString());
    }

    private static String shorten(String cell) {
        return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
    }
}
