package io.weir.metadata.mirror.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which versions of a mirror are meant: the latest 10,000 that are published, if nothing is said. Any range may be. */
record VersionRangeRequest(
        @Schema(description = "First version", example = "0") @Nullable
        Long fromVersion,

        @Schema(description = "Last version") @Nullable Long toVersion) {}
