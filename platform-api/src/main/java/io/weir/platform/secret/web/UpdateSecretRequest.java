package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.secret.SecretValue;

/** What of a secret is changed. */
record UpdateSecretRequest(
        @Schema(
                description = "1 to 32768 characters; no answer ever has it",
                format = "password",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        String value) {

    SecretValue checkedValue() {
        return SecretValue.of(value);
    }

    /** Without the value: requests are logged where a service is told to say more. */
    @Override
    public String toString() {
        return "UpdateSecretRequest[]";
    }
}
