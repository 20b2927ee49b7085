package io.weir.delta.storage.azure;

import io.weir.delta.storage.rest.BearerTokens;
import java.util.function.Supplier;

/** How Azure is told who calls. What is secret is asked for with each call, so that a changed one counts at once. */
public sealed interface AzureCredentials {

    /**
     * The key of an account, which may do everything there.
     *
     * @param base64 as the portal shows it
     */
    record AccountKey(Supplier<String> base64) implements AzureCredentials {}

    /**
     * A shared access signature: it needs read, create, write, delete and list of a container or a folder in it.
     *
     * @param token as the portal shows it, with or without a question mark before it
     */
    record SharedAccess(Supplier<String> token) implements AzureCredentials {}

    /** An identity that Entra ID knows: it needs the role Storage Blob Data Contributor. */
    record Entra(BearerTokens tokens) implements AzureCredentials {}
}
