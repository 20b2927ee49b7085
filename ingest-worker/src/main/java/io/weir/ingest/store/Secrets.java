package io.weir.ingest.store;

/** Secrets that the platform keeps for stores. */
public interface Secrets {

    /**
     * The value of a secret as it is now; to be used at once and kept nowhere.
     *
     * @return nothing else than the value
     * @throws SecretRefusedException if it cannot be had until somebody changes something
     * @throws StoresUnavailableException if the platform does not answer
     */
    String value(String name);
}
