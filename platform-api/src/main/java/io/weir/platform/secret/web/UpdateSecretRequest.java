package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.secret.Secret;
import io.weir.platform.secret.SecretValue;
import io.weir.platform.secret.Vault;
import io.weir.support.note.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a secret is changed; what is left open stays as it is. */
record UpdateSecretRequest(
        @Schema(
                description = "1 to 32768 characters; no answer ever has it",
                format = "password",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String value,

        @Schema(description = "All of them, in place of those that there are", example = "{\"team\": \"sales\"}")
        @Nullable
        Map<String, String> properties) {

    /** Changes one that was read. */
    Secret change(Secret read, Vault vault) {
        Map<String, String> noted =
                new Notes("", read.properties()).with(null, properties).properties();
        return value == null ? vault.note(read, noted) : vault.update(read, SecretValue.of(value), noted);
    }

    /** Without the value: requests are logged where a service is told to say more. */
    @Override
    public String toString() {
        return "UpdateSecretRequest[]";
    }
}
