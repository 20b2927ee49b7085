package io.weir.ingest.descriptor;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.dependent.Removals;
import io.weir.support.access.NewOwner;
import io.weir.support.access.ResourceKind;
import io.weir.support.note.Notes;
import io.weir.support.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What users do with descriptor sources. Pipelines meet a change when they are next started. */
@Service
public class DescriptorSourceService {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    private final DescriptorSources sources;
    private final Removals removals;
    private final TransactionTemplate transactions;

    DescriptorSourceService(DescriptorSources sources, Removals removals, TransactionTemplate transactions) {
        this.sources = sources;
        this.removals = removals;
        this.transactions = transactions;
    }

    public KeptDescriptorSource create(String name, DescriptorContent content, Notes notes, String owner) {
        if (!sources.add(name, content, notes, owner)) {
            throw new ProblemException(
                    IngestProblem.DESCRIPTOR_SOURCE_EXISTS, "There is a descriptor source '" + name + "' already");
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

    public KeptDescriptorSource get(String name) {
        return sources.find(name).orElseThrow(() -> missing(name));
    }

    /** What was uploaded, byte for byte. */
    public byte[] content(String name) {
        return sources.content(name).orElseThrow(() -> missing(name));
    }

    private static ProblemException missing(String name) {
        return ProblemException.notFound(IngestProblem.DESCRIPTOR_SOURCE_NOT_FOUND, "descriptor source", name);
    }

    /**
     * Changes all but name and owner.
     *
     * @param content null to leave it as it is
     */
    public KeptDescriptorSource change(KeptDescriptorSource read, @Nullable DescriptorContent content, Notes notes) {
        if (!sources.change(read, content, notes)) {
            throw stale(read);
        }
        return get(read.name());
    }

    public KeptDescriptorSource handOver(KeptDescriptorSource read, String owner, boolean onlyAsRead) {
        if (!sources.handOver(read, owner, onlyAsRead)) {
            throw NewOwner.overtaken("descriptor source", read.name());
        }
        return get(read.name());
    }

    /** Removes a source, alone or with the pipelines that use it: all of them or nothing. */
    public void remove(KeptDescriptorSource read, Removals.Manner manner) {
        transactions.executeWithoutResult(begun -> {
            if (!sources.lock(read)) {
                throw stale(read);
            }
            // Looked up after the lock, which waits for those who are about to use it.
            removals.clear(
                    sources.users(read.name()),
                    manner,
                    IngestProblem.DESCRIPTOR_SOURCE_IN_USE,
                    "The descriptor source '" + read.name() + "' is read by");
            sources.remove(read);
            removals.tell(ResourceKind.DESCRIPTOR_SOURCE, read.name());
        });
    }

    private static ProblemException stale(KeptDescriptorSource read) {
        return ProblemException.stale("descriptor source", read.name());
    }
}
