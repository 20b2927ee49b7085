package io.weir.platform.secret.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.secret.SecretValue;
import io.weir.support.note.Notes;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a secret is created from. */
record CreateSecretRequest(
        @Schema(example = "hubs-connection") String name,

        @Schema(
                description = "1 to 32768 characters; no answer ever has it",
                format = "password",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        String value,

        @Schema(
                description =
                        "Texts about it, by name, which everybody may see who sees the secret: nothing that is one")
        @Nullable
        Map<String, String> properties) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    /** The name, checked. It is not repeated: who mixes the two up has sent the value. */
    String checkedName() {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is not a name",
                    null,
                    "1 to 128 letters, digits, '_', '.' and '-', the first a letter or digit");
        }
        return name;
    }

    Map<String, String> checkedProperties() {
        return Notes.NONE.with(null, properties).properties();
    }

    SecretValue checkedValue() {
        return SecretValue.of(value);
    }

    /** Without the value, and without the name, with which it may have been mixed up: requests are logged at some levels. */
    @Override
    public String toString() {
        return "CreateSecretRequest[]";
    }
}
