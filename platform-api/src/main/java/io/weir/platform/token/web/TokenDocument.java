package io.weir.platform.token.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.token.ApiToken;
import io.weir.support.identity.Scope;
import java.time.Instant;

/** A token as callers see it: all but the token. */
@Schema(name = "ApiToken")
record TokenDocument(
        @Schema(description = "The middle part of the token, which is no secret")
        String id,

        String name,
        Scope scope,
        String createdBy,
        Instant createdAt,
        Instant expiresAt) {

    static TokenDocument of(ApiToken token) {
        return new TokenDocument(
                token.id(), token.name(), token.scope(), token.createdBy(), token.createdAt(), token.expiresAt());
    }
}
