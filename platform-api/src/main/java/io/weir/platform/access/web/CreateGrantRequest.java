package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import org.jspecify.annotations.Nullable;

/** What a role is granted. */
record CreateGrantRequest(
        @Schema(example = "analyst") String role,
        Privilege privilege,
        ResourceKind kind,

        @Schema(
                description = "A name, or the beginning of names and a * after it; * is all of the kind",
                example = "sales.*")
        String name,

        @Schema(description = "Whether who has the role may hand this out") @Nullable
        Boolean withGrantOption) {

    String checkedRole() {
        return Names.checked("role", role);
    }

    Grant grant() {
        return new Grant(privilege, kind, Names.checkedPattern(name), Boolean.TRUE.equals(withGrantOption));
    }
}
