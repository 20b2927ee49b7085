package io.weir.delta.action;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.CompactObject;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.json.FieldWriter;
import io.weir.delta.json.Fields;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** One action as JSON: {@code {"add": {…}}}, in both directions. */
public final class ActionJson {

    private ActionJson() {}

    /**
     * Reads one action.
     *
     * @param value an object: a {@link CompactObject} or a node
     * @param path what errors call it, such as {@code actions[3]}
     * @throws InvalidActionException if a field is missing or of the wrong type, or there is not exactly one action
     */
    public static Action read(Object value, String path) {
        CompactObject line = CompactObject.of(value, path);
        if (line.size() != 1) {
            throw new InvalidActionException(
                    path, "does not hold exactly one action", line.names(), "one of add, remove, metaData, …");
        }
        String key = line.name(0);
        return read(key, Fields.of(line.value(0), path.isEmpty() ? key : path + "." + key));
    }

    /** Reads the elements of a list of actions; errors name them {@code path[0]}, {@code path[1]} … */
    public static List<Action> readAll(Iterable<?> values, String path) {
        List<Action> actions = new ArrayList<>();
        for (Object value : values) {
            actions.add(read(value, path + "[" + actions.size() + "]"));
        }
        return actions;
    }

    /** Reads one line of a commit file; errors start with the action's key, as in {@code add.size}. */
    public static Action read(String line) {
        return read(DeltaJson.parseCompact(line, "action"), "");
    }

    /** One action as a line, without a line end. */
    public static String write(Action action) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = DeltaJson.mapper().createGenerator(text)) {
            write(action, json);
        }
        return text.toString();
    }

    /** One action as a tree, such as {@code {"protocol": {…}}}. */
    public static ObjectNode tree(Action action) {
        return DeltaJson.parseObject(write(action), action.key());
    }

    /** The body of an action as a tree, without its key. */
    public static ObjectNode body(Action action) {
        return DeltaJson.object(tree(action).get(action.key()), action.key());
    }

    static void write(Action action, JsonGenerator json) {
        json.writeStartObject();
        new FieldWriter(json).object(action.key(), action::writeFields);
        json.writeEndObject();
    }

    private static Action read(String key, Fields fields) {
        return switch (key) {
            case AddFile.KEY -> AddFile.read(fields);
            case RemoveFile.KEY -> RemoveFile.read(fields);
            case Metadata.KEY -> Metadata.read(fields);
            case Protocol.KEY -> Protocol.read(fields);
            case SetTransaction.KEY -> SetTransaction.read(fields);
            case CommitInfo.KEY -> CommitInfo.read(fields);
            case DomainMetadata.KEY -> DomainMetadata.read(fields);
            case AddCdcFile.KEY -> AddCdcFile.read(fields);
            case CheckpointMetadata.KEY -> CheckpointMetadata.read(fields);
            case Sidecar.KEY -> Sidecar.read(fields);
            default -> UnknownAction.read(key, fields);
        };
    }
}
