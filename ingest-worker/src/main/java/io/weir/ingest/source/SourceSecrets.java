package io.weir.ingest.source;

import io.weir.ingest.store.References;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.StoresUnavailableException;
import org.jspecify.annotations.Nullable;

/** Reads what a source signs in with. No message repeats it. */
public record SourceSecrets(References references) {

    private static final String KEPT = "secret:";

    /**
     * Like {@link #read}, of what the platform keeps: never one of the worker's own variables and files, which a store could have sent to
     * any host.
     */
    public String readKept(String reference, String what) {
        if (!reference.startsWith(KEPT)) {
            throw new SourceException(what + " is given as secret:NAME");
        }
        return read(reference, what);
    }

    /**
     * The text that is kept where a reference says; to be used at once and kept nowhere.
     *
     * @param what it is, with its article
     * @throws SourceException if it cannot be had; lasting if somebody has to change something
     */
    public String read(@Nullable String reference, String what) {
        try {
            return references.read(reference, what);
        } catch (SecretRefusedException refused) {
            throw new SourceException(String.valueOf(refused.getMessage()), true, refused);
        } catch (StoresUnavailableException away) {
            throw new SourceException(String.valueOf(away.getMessage()), false, away);
        }
    }
}
