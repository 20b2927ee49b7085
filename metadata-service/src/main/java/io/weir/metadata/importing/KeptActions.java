package io.weir.metadata.importing;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DeletionVectorDescriptor;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.action.KeptTexts;
import org.jspecify.annotations.Nullable;

/** What rows keep of the actions of a log, of which JSON and Parquet allow more than a row can hold. */
final class KeptActions {

    private KeptActions() {}

    /**
     * Lets an action pass that rows can hold.
     *
     * @throws InvalidActionException with the field that they cannot
     */
    static void require(Action action) {
        if (action instanceof AddFile add) {
            text("add.path", add.path());
            vector("add", add.deletionVector());
            add.partitionValues().forEach((column, value) -> text("add.partitionValues." + column, value));
        } else if (action instanceof RemoveFile remove) {
            text("remove.path", remove.path());
            vector("remove", remove.deletionVector());
        } else if (action instanceof SetTransaction txn) {
            key("txn.appId", txn.appId());
        } else if (action instanceof DomainMetadata domain) {
            key("domainMetadata.domain", domain.domain());
            written(domain);
        } else if (action instanceof Metadata || action instanceof Protocol) {
            written(action);
        }
    }

    private static void vector(String field, @Nullable DeletionVectorDescriptor vector) {
        if (vector != null) {
            text(field + ".deletionVector.pathOrInlineDv", vector.pathOrInlineDv());
        }
    }

    /** A text that rows are found by. */
    private static void key(String field, String text) {
        if (!KeptTexts.isShort(text)) {
            throw new InvalidActionException(
                    field, "is too long", text, "at most " + KeptTexts.LONGEST_KEY + " bytes of UTF-8");
        }
        text(field, text);
    }

    /** What rows keep of an action is its JSON, in which U+0000 is written otherwise. */
    private static void written(Action action) {
        text(action.key(), ActionText.body(action));
    }

    /** A text that rows hold. */
    static void text(String field, @Nullable String text) {
        if (text != null && !KeptTexts.isKept(text)) {
            throw new InvalidActionException(field, "holds a character that cannot be kept", text, KeptTexts.ALLOWED);
        }
    }
}
