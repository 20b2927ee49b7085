package io.weir.ingest.source;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the worker is at Azure: whom its environment, a managed or workload identity or a login on the machine make it. It is
 * found once, and then only asked for tokens, which it keeps until they are about to end.
 */
public final class WorkerCredential {

    private final Supplier<TokenCredential> finding;
    private @Nullable TokenCredential found;

    /** @param finding is asked when it is first needed */
    public WorkerCredential(Supplier<TokenCredential> finding) {
        this.finding = finding;
    }

    /** The one that Azure's own libraries find. */
    public static WorkerCredential ofAzure() {
        return new WorkerCredential(() -> new DefaultAzureCredentialBuilder().build());
    }

    /**
     * What gives tokens.
     *
     * @throws SourceException if Azure's library refuses variables of its own that say what cannot be
     */
    public synchronized TokenCredential get() {
        TokenCredential credential = found == null ? find() : found;
        found = credential;
        return credential;
    }

    private TokenCredential find() {
        try {
            return finding.get();
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new SourceException(
                    "the worker's own identity at Azure cannot be found: " + unusable.getMessage(), false, null);
        }
    }
}
