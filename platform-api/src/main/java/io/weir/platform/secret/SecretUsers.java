package io.weir.platform.secret;

import java.util.List;

/** What refers to secrets. */
@FunctionalInterface
public interface SecretUsers {

    /** Who refers to a secret, each as in {@code store hubs}. To be asked with the secret locked. */
    List<String> of(String secret);
}
