package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.secret.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** A secret as callers see it: all but its value. */
@Schema(name = "Secret")
record SecretDocument(
        String name,
        String owner,
        Map<String, String> properties,

        @Schema(description = "The key that encrypted it") String keyId,

        Instant createdAt,

        @Schema(description = "When its value was given") Instant updatedAt) {

    /** A first answer of before there were properties is given again with none. */
    SecretDocument {
        properties = Objects.requireNonNullElse(properties, Map.of());
    }

    static SecretDocument of(Secret secret) {
        return new SecretDocument(
                secret.name(),
                secret.owner(),
                secret.properties(),
                secret.keyId(),
                secret.createdAt(),
                secret.updatedAt());
    }
}
