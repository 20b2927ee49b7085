package io.weir.metadata.commit;

import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.delta.conflict.WriterGuard;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableMode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/**
 * Lets other writers in or keeps them out, by a version that sets the protocol. The mode is what the protocol says, so the
 * two cannot differ. Nobody's commit stands against it nor it against another's, unless both set the protocol.
 */
@Service
public class ModeSwitch {

    private final CommitService commits;

    ModeSwitch(CommitService commits) {
        this.commits = commits;
    }

    /**
     * Brings a table into a mode; does nothing where it is in it. Other writers see it when the version is published.
     *
     * @param precondition of the table as it is then, which throws where it must not change
     * @throws ProblemException if there is no such table, or its protocol or the mode is not supported
     */
    public void change(String table, TableMode mode, Consumer<TableHead> precondition, Origin origin) {
        if (mode == TableMode.CATALOG_MANAGED) {
            throw ProblemException.invalid("mode", "is not supported", mode, "MIRRORED or GUARDED");
        }
        commits.commit(table, head -> {
            precondition.accept(head);
            return head.mode() == mode ? Optional.empty() : Optional.of(attempt(head, origin));
        });
    }

    /** The table's other mode, with the names that Delta's own writers give such commits. */
    private static CommitAttempt attempt(TableHead head, Origin origin) {
        Protocol protocol = ActionText.protocol(head.protocol());
        boolean isOn = WriterGuard.isOn(protocol);
        Protocol changed = isOn ? WriterGuard.off(protocol) : WriterGuard.on(protocol);
        return new CommitAttempt(
                head.name(),
                head.uuid(),
                head.version(),
                isOn ? "DROP FEATURE" : "UPGRADE PROTOCOL",
                isOn ? Map.of("featureName", WriterGuard.FEATURE) : Map.of("newProtocol", ActionText.body(changed)),
                Map.of(),
                List.of(changed),
                List.of(),
                Reads.NOTHING,
                IsolationLevel.SERIALIZABLE,
                origin,
                Purpose.MODE,
                Map.of());
    }
}
