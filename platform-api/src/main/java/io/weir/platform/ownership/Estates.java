package io.weir.platform.ownership;

/** What belonged to those who are gone. */
public interface Estates {

    /**
     * Has what somebody owns of the control plane's things be the platform's, in the transaction in hand in which they go: roles, users,
     * tokens, stores and secrets. Else they were those of the next of that name.
     *
     * @param owner as in {@code user:ann}
     */
    void release(String owner);
}
