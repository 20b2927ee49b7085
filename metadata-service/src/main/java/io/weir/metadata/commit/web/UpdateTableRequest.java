package io.weir.metadata.commit.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.delta.action.Metadata;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a table says of itself from now on; what is not given stays as it is.
 *
 * @param properties new values by name; null takes a property away
 */
record UpdateTableRequest(
        @Schema(description = "Empty takes it away", maxLength = LONGEST) @Nullable
        String description,

        @Schema(example = "{\"delta.logRetentionDuration\": \"interval 90 days\"}") @Nullable
        Map<String, @Nullable String> properties) {

    private static final int LONGEST = 4_000;

    Metadata change(Metadata read) {
        if (description != null && description.length() > LONGEST) {
            throw ProblemException.invalid("description", "is too long", null, "at most " + LONGEST + " characters");
        }
        requireText("description", Objects.requireNonNullElse(description, ""));
        Map<String, String> changed = new TreeMap<>(read.configuration());
        Objects.requireNonNullElse(properties, Map.<String, @Nullable String>of())
                .forEach((name, value) -> {
                    if (value == null) {
                        changed.remove(name);
                    } else {
                        requireText("properties." + name, name + value);
                        changed.put(name, value);
                    }
                });
        Metadata told = description == null ? read : read.withDescription(description.isEmpty() ? null : description);
        return changed.equals(read.configuration()) ? told : told.withConfiguration(changed);
    }

    private static void requireText(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "has the character NUL in it", null, "a text without it");
        }
    }
}
