package io.weir.platform.store.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a store is changed.
 *
 * @param properties new values by name; null takes a property away, one that is not named stays as it is
 */
record UpdateStoreRequest(
        @Schema(example = "{\"bootstrapServers\": \"localhost:9093\"}")
        Map<String, @Nullable String> properties) {}
