package io.weir.metadata.action;

import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;

/** Between an action and the text of its body, which is what columns hold and what the API shows. */
public final class ActionText {

    private ActionText() {}

    /** The body of an action: what stands behind its key. */
    public static String body(Action action) {
        String line = ActionJson.write(action);
        return line.substring(prefix(action.key()).length(), line.length() - 1);
    }

    /** The line of an action whose body is known. */
    public static String line(String key, String body) {
        return prefix(key) + body + "}";
    }

    /** Reads the body of an action that was written by {@link #body}. */
    public static Action read(String key, String body) {
        return ActionJson.read(line(key, body));
    }

    public static Metadata metadata(String body) {
        return (Metadata) read(Metadata.KEY, body);
    }

    public static Protocol protocol(String body) {
        return (Protocol) read(Protocol.KEY, body);
    }

    public static DomainMetadata domainMetadata(String body) {
        return (DomainMetadata) read(DomainMetadata.KEY, body);
    }

    private static String prefix(String key) {
        return "{\"" + key + "\":";
    }
}
