package io.weir.metadata.commit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.json.CompactObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Actions as they came, without trees: a quarter of what a large commit allocated was trees. They are read once, each is
 * let go of when it has been read, and the commit does not carry them along to its end.
 */
@JsonDeserialize(using = SubmittedActions.Reading.class)
public final class SubmittedActions {

    /** Each a value that {@link CompactObject} names. */
    private final List<Object> values;

    private boolean wereRead;

    private SubmittedActions(List<Object> values) {
        this.values = values;
    }

    /** What came, for whoever must tell one request from another: before it is read. */
    @JsonValue
    List<JsonNode> trees() {
        requireUnread();
        return values.stream().map(CompactObject::tree).toList();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * The actions; nothing can be had from here after that.
     *
     * @throws io.weir.delta.InvalidActionException if one is malformed
     */
    public List<Action> read() {
        requireUnread();
        wereRead = true;
        return ActionJson.readAll(this::lettingGo, "actions");
    }

    private Iterator<Object> lettingGo() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.size();
            }

            @Override
            public Object next() {
                return values.set(next++, JsonNodeFactory.instance.nullNode());
            }
        };
    }

    private void requireUnread() {
        if (wereRead) {
            throw new IllegalStateException("the actions were read, and let go of");
        }
    }

    /** A field that is twice in one object is refused: what it means, nobody could tell. */
    static final class Reading extends ValueDeserializer<SubmittedActions> {

        @Override
        public SubmittedActions deserialize(JsonParser json, DeserializationContext context) {
            if (!json.isExpectedStartArrayToken()) {
                return context.reportInputMismatch(List.class, "no list of actions");
            }
            List<Object> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                try {
                    values.add(CompactObject.read(json, context));
                } catch (JacksonException unreadable) {
                    throw unreadable.prependPath(values, values.size());
                }
            }
            return new SubmittedActions(values);
        }
    }
}
