package io.weir.platform.store;

import java.net.URI;
import java.util.Optional;

/** Reads where a registry of schemas is, and how to sign in there. */
final class RegistrySignIn {

    private static final String URL =
            "https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~/-]*)?";
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";

    private RegistrySignIn() {}

    static StoreTarget read(StoreProperties properties) {
        String url = properties.required("url", URL, "as in https://registry.example.com:8081, without user and query");
        Optional<String> username =
                properties.optional(USERNAME, "[^\\x00-\\x1f:]{1,256}", "who signs in, without ':'; or nothing");
        Optional<String> password = Optional.empty();
        if (username.isPresent()) {
            password =
                    Optional.of(properties.requiredUnrepeated(PASSWORD, KafkaSignIn.SECRET, KafkaSignIn.SECRET_RULE));
        } else {
            properties.refuse(PASSWORD, "is only for who signs in with a " + USERNAME);
        }
        return new StoreTarget.SchemaRegistry(URI.create(url), username, password);
    }
}
