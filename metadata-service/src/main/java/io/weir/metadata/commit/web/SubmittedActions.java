package io.weir.metadata.commit.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Actions as they came. They are read once, and each is let go of when it has been read: as trees the actions of a large
 * commit take several times what they take else, and the commit would carry them along to its end.
 */
final class SubmittedActions {

    private final ArrayList<JsonNode> trees;
    private boolean wereRead;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    SubmittedActions(List<JsonNode> trees) {
        this.trees = new ArrayList<>(trees);
    }

    /** What came, for whoever must tell one request from another: before it is read. */
    @JsonValue
    List<JsonNode> trees() {
        requireUnread();
        return trees;
    }

    boolean isEmpty() {
        return trees.isEmpty();
    }

    /**
     * The actions; nothing can be had from here after that.
     *
     * @throws io.weir.delta.InvalidActionException if one is malformed
     */
    List<Action> read() {
        requireUnread();
        wereRead = true;
        return ActionJson.readAll(this::lettingGo, "actions");
    }

    private Iterator<JsonNode> lettingGo() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < trees.size();
            }

            @Override
            public JsonNode next() {
                return trees.set(next++, null);
            }
        };
    }

    private void requireUnread() {
        if (wereRead) {
            throw new IllegalStateException("the actions were read, and let go of");
        }
    }
}
