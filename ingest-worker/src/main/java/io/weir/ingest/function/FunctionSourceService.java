package io.weir.ingest.function;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.dependent.Removals;
import io.weir.ingest.transform.JavaBinding;
import io.weir.ingest.transform.SqlFunction;
import io.weir.ingest.upload.Upload;
import io.weir.support.access.NewOwner;
import io.weir.support.access.ResourceKind;
import io.weir.support.note.Notes;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with function sources. Pipelines meet another jar when they are next started. */
@Service
public class FunctionSourceService {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    private final FunctionSources sources;
    private final Functions functions;
    private final Removals removals;
    private final TransactionTemplate transactions;

    FunctionSourceService(
            FunctionSources sources, Functions functions, Removals removals, TransactionTemplate transactions) {
        this.sources = sources;
        this.functions = functions;
        this.removals = removals;
        this.transactions = transactions;
    }

    public KeptFunctionSource create(String name, JarContent content, Notes notes, String owner) {
        boolean added = Objects.requireNonNull(transactions.execute(begun -> sources.add(name, content, notes, owner)));
        if (!added) {
            throw new ProblemException(
                    IngestProblem.FUNCTION_SOURCE_EXISTS, "There is a function source '" + name + "' already");
        }
        return get(name);
    }

    /** A name that a source may have. */
    public static String checked(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is missing or cannot be a name",
                    name,
                    "1 to 100 letters, digits, '_', '-' or '.', beginning with a letter or digit");
        }
        return name;
    }

    public KeptFunctionSource get(String name) {
        return sources.find(name).orElseThrow(() -> missing(name));
    }

    /** What was uploaded last, byte for byte. */
    public byte[] jar(String name) {
        return sources.jar(name, get(name).sha256()).orElseThrow(() -> missing(name));
    }

    private static ProblemException missing(String name) {
        return ProblemException.notFound(IngestProblem.FUNCTION_SOURCE_NOT_FOUND, "function source", name);
    }

    /**
     * Changes all but name and owner. The functions of the source are those of the new jar from then on.
     *
     * @param content null to leave it as it is
     * @throws ProblemException 422 if a method that a function is were not there any more
     */
    public KeptFunctionSource change(KeptFunctionSource read, @Nullable JarContent content, Notes notes) {
        transactions.executeWithoutResult(begun -> {
            if (!sources.lock(read) || !sources.change(read, content, notes)) {
                throw stale(read);
            }
            if (content != null) {
                functions.ofSource(read.name()).forEach(function -> rebind(function, content));
            }
        });
        return get(read.name());
    }

    private void rebind(KeptFunction function, JarContent content) {
        JavaBinding before = Objects.requireNonNull(function.definition().javaMethod());
        SqlFunction bound = FunctionMethods.by(function.definition(), before, content)
                .orElseThrow(() -> ProblemException.invalid(
                        Upload.FIELD,
                        "lacks a method that a function is",
                        "function " + function.name(),
                        before.method().signature()));
        if (!functions.change(function, bound, function.comment(), function.properties())) {
            throw stale(function);
        }
    }

    public KeptFunctionSource handOver(KeptFunctionSource read, String owner, boolean onlyAsRead) {
        if (!sources.handOver(read, owner, onlyAsRead)) {
            throw NewOwner.overtaken("function source", read.name());
        }
        return get(read.name());
    }

    /** Removes a source, alone or with its functions and who calls these: all of them or nothing. */
    public void remove(KeptFunctionSource read, Removals.Manner manner) {
        transactions.executeWithoutResult(begun -> {
            if (!sources.lock(read)) {
                throw stale(read);
            }
            List<KeptFunction> made = functions.ofSource(read.name());
            made.forEach(this::lock);
            // Looked up after the locks, which wait for those who are about to use it.
            List<Dependent> users = sources.users(read.name());
            String use = "The function source '" + read.name() + "' is used by";
            removals.check(users, manner, IngestProblem.FUNCTION_SOURCE_IN_USE, use);
            removals.take(
                    users.stream()
                            .filter(user -> user.kind() != ResourceKind.FUNCTION)
                            .toList(),
                    manner);
            made.forEach(function -> remove(function, manner));
            sources.remove(read);
            removals.tell(ResourceKind.FUNCTION_SOURCE, read.name());
        });
    }

    private void lock(KeptFunction function) {
        if (!functions.lock(function)) {
            throw stale(function);
        }
    }

    private void remove(KeptFunction function, Removals.Manner manner) {
        manner.remover().requireMayRemove(ResourceKind.FUNCTION, function.name());
        functions.remove(function);
        removals.tell(ResourceKind.FUNCTION, function.name());
    }

    private static ProblemException stale(KeptFunction function) {
        return new ProblemException(
                CommonProblem.STALE_ETAG,
                "The function '" + function.name() + "' changed while its source was; try again");
    }

    private static ProblemException stale(KeptFunctionSource read) {
        return ProblemException.stale("function source", read.name());
    }
}
