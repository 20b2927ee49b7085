package io.weir.ingest.source;

import io.weir.ingest.store.References;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.StoresUnavailableException;
import org.jspecify.annotations.Nullable;

/** Reads what a source signs in with. No message repeats it. */
public record SourceSecrets(References references) {

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
