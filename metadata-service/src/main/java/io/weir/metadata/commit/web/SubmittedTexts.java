package io.weir.metadata.commit.web;

import io.weir.delta.Violation;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddCdcFile;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.KeptTexts;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of a commit that rows keep, which JSON allows to be more than a row can hold. */
final class SubmittedTexts {

    private final List<Violation> violations = new ArrayList<>();

    /** Takes any text in. */
    SubmittedTexts text(String field, @Nullable String text) {
        if (text != null && !KeptTexts.isKept(text)) {
            violations.add(Violation.of(field, "holds a character that cannot be kept", text, KeptTexts.ALLOWED));
        }
        return this;
    }

    /** Takes in a text that rows are found by. */
    SubmittedTexts key(String field, String text) {
        if (!KeptTexts.isShort(text)) {
            violations.add(Violation.of(field, "is too long", text, "at most " + KeptTexts.LONGEST_KEY + " bytes"));
        }
        return text(field, text);
    }

    SubmittedTexts actions(List<Action> actions) {
        for (int index = 0; index < actions.size(); index++) {
            Action action = actions.get(index);
            if (action instanceof SetTransaction txn) {
                key("actions[" + index + "].txn.appId", txn.appId());
            } else if (action instanceof DomainMetadata domain) {
                key("actions[" + index + "].domainMetadata.domain", domain.domain());
                written("actions[" + index + "].domainMetadata", domain);
            } else if (action instanceof Metadata || action instanceof Protocol) {
                written("actions[" + index + "]." + action.key(), action);
            } else if (action instanceof AddFile add && !add.partitionValues().isEmpty()) {
                String field = "actions[" + index + "].add.partitionValues.";
                add.partitionValues().forEach((column, value) -> text(field + column, value));
            }
            if (saysMore(action)) {
                written("actions[" + index + "]." + action.key(), action);
            }
        }
        return this;
    }

    /** Whether an action of a file has what few have, and nobody looks at: the mirror could not write a checkpoint of it. */
    private static boolean saysMore(Action action) {
        if (action instanceof AddFile add) {
            return add.tags() != null
                    || add.clusteringProvider() != null
                    || !add.unknown().isEmpty();
        }
        if (action instanceof RemoveFile remove) {
            return remove.stats() != null
                    || remove.tags() != null
                    || !remove.unknown().isEmpty();
        }
        return action instanceof AddCdcFile change
                && (change.tags() != null || !change.unknown().isEmpty());
    }

    /** What rows keep of an action is its JSON, in which U+0000 is written otherwise. */
    private void written(String field, Action action) {
        text(field, ActionJson.write(action));
    }

    /**
     * Ends it if something is wrong.
     *
     * @throws ProblemException with every text that cannot be kept
     */
    void require() {
        if (!violations.isEmpty()) {
            throw TableProblems.invalid(MetadataProblem.INVALID_ACTION, violations);
        }
    }
}
