package io.weir.platform.organization.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.organization.Organization;
import io.weir.support.note.Notes;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an organization is created from. */
record CreateOrganizationRequest(
        @Schema(example = "shop") String name,
        @Nullable String comment,

        @Schema(description = "Texts about it, by name", example = "{\"costCentre\": \"4711\"}") @Nullable
        Map<String, String> properties) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    Organization organization(String owner, Instant now) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is not a name",
                    name,
                    "1 to 64 letters, digits, '_', '.' and '-', the first a letter or digit");
        }
        return new Organization(name, owner, Notes.NONE.with(comment, properties), now, now, 0);
    }
}
