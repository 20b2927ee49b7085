package io.weir.metadata.commit;

import io.weir.delta.action.Metadata;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.table.TableHead;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;

/** Changes what tables say of themselves, by versions of their metadata, as Delta's own {@code ALTER TABLE} does. */
@Service
public class TableChanges {

    private static final String OPERATION = "SET TBLPROPERTIES";

    /** What the rules of commits call it that is a field of a request here. */
    private static final String METADATA = "actions[0].metaData";

    private static final String CONFIGURATION = METADATA + ".configuration";

    private final CommitService commits;

    TableChanges(CommitService commits) {
        this.commits = commits;
    }

    /**
     * Changes a table's metadata by a new version, unless that leaves it as it is. Other commits wait meanwhile, so that none stands
     * against it.
     *
     * @param precondition of the table as it is then, which throws where it must not change
     * @throws ProblemException 422 with the properties that the table cannot have; 404 if there is no such table
     */
    public void change(String table, Consumer<TableHead> precondition, UnaryOperator<Metadata> change, Origin origin) {
        try {
            commits.commit(table, head -> {
                precondition.accept(head);
                Metadata before = ActionText.metadata(head.metadata());
                Metadata after = change.apply(before);
                return after.equals(before) ? Optional.empty() : Optional.of(attempt(head, after, origin));
            });
        } catch (ProblemException refused) {
            throw refused.problem() == MetadataProblem.INVALID_ACTION ? ofProperties(refused) : refused;
        }
    }

    private static CommitAttempt attempt(TableHead head, Metadata after, Origin origin) {
        return new CommitAttempt(
                head.name(),
                head.version(),
                OPERATION,
                Map.of(),
                List.of(after),
                List.of(),
                Reads.NOTHING,
                IsolationLevel.SERIALIZABLE,
                origin);
    }

    /** The same, by the names of the caller's fields. */
    private static ProblemException ofProperties(ProblemException refused) {
        List<?> errors = (List<?>) refused.properties().getOrDefault("errors", List.of());
        List<FieldProblem> renamed = errors.stream()
                .map(FieldProblem.class::cast)
                .map(error -> new FieldProblem(
                        error.field().replace(CONFIGURATION, "properties").replace(METADATA, "properties"),
                        error.message(),
                        error.found(),
                        error.allowed()))
                .toList();
        String detail = renamed.isEmpty()
                ? String.valueOf(refused.getMessage())
                : renamed.get(0).field() + ": " + renamed.get(0).message();
        ProblemException problem = new ProblemException(CommonProblem.INVALID_REQUEST, detail, null, refused);
        refused.properties().forEach(problem::with);
        return problem.with("errors", renamed);
    }
}
