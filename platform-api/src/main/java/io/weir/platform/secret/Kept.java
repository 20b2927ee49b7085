package io.weir.platform.secret;

/** A secret with its sealed value. */
public final class Kept {

    private final Secret secret;
    private final byte[] sealed;

    public Kept(Secret secret, byte[] sealed) {
        this.secret = secret;
        this.sealed = sealed.clone();
    }

    Secret secret() {
        return secret;
    }

    byte[] sealed() {
        return sealed.clone();
    }
}
