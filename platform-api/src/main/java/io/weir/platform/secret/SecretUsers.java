package io.weir.platform.secret;

import java.util.List;

/** What refers to secrets. */
@FunctionalInterface
public interface SecretUsers {

    /** The names of the stores that refer to a secret. To be asked with the secret locked. */
    List<String> of(String secret);
}
