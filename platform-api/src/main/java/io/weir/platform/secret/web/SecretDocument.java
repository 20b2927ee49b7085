package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.secret.Secret;
import java.time.Instant;

/** A secret as callers see it: all but its value. */
@Schema(name = "Secret")
record SecretDocument(
        String name,
        String owner,

        @Schema(description = "The key that encrypted it") String keyId,

        Instant createdAt,

        @Schema(description = "When its value was given") Instant updatedAt) {

    static SecretDocument of(Secret secret) {
        return new SecretDocument(
                secret.name(), secret.owner(), secret.keyId(), secret.createdAt(), secret.updatedAt());
    }
}
