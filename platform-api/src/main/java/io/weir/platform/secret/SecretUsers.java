package io.weir.platform.secret;

import io.weir.platform.dependent.Dependent;
import java.util.List;

/** What refers to secrets. */
@FunctionalInterface
public interface SecretUsers {

    /** The stores that refer to a secret. To be asked with the secret locked. */
    List<Dependent> of(String secret);
}
