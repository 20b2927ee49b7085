package io.weir.platform.secret;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What is known of a secret without opening it.
 *
 * @param properties texts of whoever made it, which nothing here reads
 * @param keyId the key that sealed it
 * @param revision grows by one with each change, that of the key included
 * @param updatedAt when its value was given
 */
public record Secret(
        UUID id,
        String name,
        String owner,
        Map<String, String> properties,
        String keyId,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    /** What its sealed value is bound to. */
    Seal seal() {
        return new Seal(id, name);
    }
}
