package io.weir.platform.store.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.store.StoreKind;
import io.weir.support.problem.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a store is created from. */
record CreateStoreRequest(
        @Schema(example = "broker") String name,
        StoreKind kind,

        @Schema(example = "{\"bootstrapServers\": \"localhost:9092\"}") @Nullable
        Map<String, String> properties) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    /** The name, checked: it is a path segment of every address below the store. */
    String checkedName() {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is not a name",
                    name.length() > 200 ? name.substring(0, 200) : name,
                    "1 to 128 letters, digits, '_', '.' and '-', the first a letter or digit");
        }
        return name;
    }

    Map<String, String> checkedProperties() {
        Map<String, String> given = properties == null ? Map.of() : properties;
        kind.target(given);
        return given;
    }
}
