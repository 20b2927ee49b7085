package io.weir.ingest.function;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.dependent.Removals;
import io.weir.ingest.transform.FunctionRefusedException;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.access.NewOwner;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with functions. Pipelines meet a change when they are next started. */
@Service
public class FunctionService {

    private final Functions functions;
    private final FunctionMethods methods;
    private final Removals removals;
    private final TransactionTemplate transactions;

    FunctionService(Functions functions, FunctionMethods methods, Removals removals, TransactionTemplate transactions) {
        this.functions = functions;
        this.methods = methods;
        this.removals = removals;
        this.transactions = transactions;
    }

    public KeptFunction create(AskedFunction asked, String comment, Map<String, String> properties, String owner) {
        return inTransaction(() -> {
            SqlFunction definition = methods.definition(asked);
            check(definition);
            if (!functions.add(definition, comment, properties, owner)) {
                throw new ProblemException(
                        IngestProblem.FUNCTION_EXISTS, "There is a function '" + definition.name() + "' already");
            }
            return get(definition.name());
        });
    }

    private KeptFunction inTransaction(Supplier<KeptFunction> work) {
        return Objects.requireNonNull(transactions.execute(begun -> work.get()));
    }

    public KeptFunction get(String name) {
        return functions
                .find(name)
                .orElseThrow(() -> ProblemException.notFound(IngestProblem.FUNCTION_NOT_FOUND, "function", name));
    }

    public KeptFunction change(KeptFunction read, AskedFunction asked, String comment, Map<String, String> properties) {
        return inTransaction(() -> {
            SqlFunction definition = methods.definition(asked);
            check(definition);
            if (!functions.change(read, definition, comment, properties)) {
                throw stale(read);
            }
            return get(read.name());
        });
    }

    public KeptFunction handOver(KeptFunction read, String owner, boolean onlyAsRead) {
        if (!functions.handOver(read, owner, onlyAsRead)) {
            throw NewOwner.overtaken("function", read.name());
        }
        return get(read.name());
    }

    /** Removes a function, alone or with the pipelines that use it: all of them or nothing. */
    public void remove(KeptFunction read, Removals.Manner manner) {
        transactions.executeWithoutResult(begun -> {
            if (!functions.lock(read)) {
                throw stale(read);
            }
            // Looked up after the lock, which waits for those who are about to use it.
            removals.clear(
                    functions.users(read.name()),
                    manner,
                    IngestProblem.FUNCTION_IN_USE,
                    "The function '" + read.name() + "' is called by");
            functions.remove(read);
            removals.tell(ResourceKind.FUNCTION, read.name());
        });
    }

    private static ProblemException stale(KeptFunction read) {
        return ProblemException.stale("function", read.name());
    }

    private static void check(SqlFunction definition) {
        try {
            definition.check();
        } catch (FunctionRefusedException refused) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, String.valueOf(refused.getMessage()))
                    .with("errors", List.of(refused.problem()));
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB could not be asked about a function", broken);
        }
    }
}
