package io.weir.platform.token.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.token.TokenIssue.Issued;
import io.weir.support.identity.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token that was just made, with the only copy of its text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CreatedToken(
        String id,
        String name,
        Scope scope,
        @Nullable String user,
        Map<String, String> properties,

        @Schema(
                description = "Who answers for it, which is not whom it speaks for unless it was given",
                example = "user:ben")
        String owner,

        String createdBy,
        Instant createdAt,
        Instant expiresAt,

        @Schema(description = "What to send as Authorization: Bearer …; it is shown this once and kept nowhere")
        String token) {

    static CreatedToken of(Issued issued) {
        TokenDocument document = TokenDocument.of(issued.token());
        return new CreatedToken(
                document.id(),
                document.name(),
                document.scope(),
                document.user(),
                document.properties(),
                document.owner(),
                document.createdBy(),
                document.createdAt(),
                document.expiresAt(),
                issued.text().reveal());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "CreatedToken[" + name + "]";
    }
}
