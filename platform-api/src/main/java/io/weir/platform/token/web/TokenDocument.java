package io.weir.platform.token.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.token.ApiToken;
import io.weir.support.identity.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token as callers see it: all but the token. */
@Schema(name = "ApiToken")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenDocument(
        @Schema(description = "The middle part of the token, which is no secret")
        String id,

        String name,
        Scope scope,

        @Schema(description = "Whose grants bound it; absent where its scope alone does") @Nullable
        String user,

        Map<String, String> properties,

        @Schema(
                description = "Who answers for it, which is not whom it speaks for unless it was given",
                example = "user:ben")
        String owner,

        String createdBy,
        Instant createdAt,
        Instant expiresAt,

        @Schema(description = "When its end or its properties were last changed")
        Instant updatedAt) {

    static TokenDocument of(ApiToken token) {
        return new TokenDocument(
                token.id(),
                token.name(),
                token.scope(),
                token.user(),
                token.properties(),
                token.owner(),
                token.createdBy(),
                token.createdAt(),
                token.expiresAt(),
                token.updatedAt());
    }
}
