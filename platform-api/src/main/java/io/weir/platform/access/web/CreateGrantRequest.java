package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import io.weir.support.naming.SchemaName;
import io.weir.support.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a role is granted. */
record CreateGrantRequest(
        @Schema(example = "analyst") String role,
        Privilege privilege,
        ResourceKind kind,

        @Schema(
                description = "A name, or the beginning of names and a * after it; * is all of the kind. A schema's is"
                        + " database.schema, one of the database weir its own alone",
                example = "sales.*")
        String name,

        @Schema(description = "Whether who has the role may hand this out") @Nullable
        Boolean withGrantOption) {

    private static final Pattern DEFAULTS =
            Pattern.compile("(" + SchemaName.DEFAULT_DATABASE + "|" + SchemaName.DEFAULT_SCHEMA + ")\\..*");

    String checkedRole() {
        return Names.checked("role", role);
    }

    Grant grant() {
        return new Grant(privilege, kind, checkedName(), Boolean.TRUE.equals(withGrantOption));
    }

    /** Of tables and relations in the default schema, and in those of the default database, names do not begin with these. */
    private String checkedName() {
        String checked = Names.checkedPattern(name);
        if ((kind == ResourceKind.TABLE || kind == ResourceKind.RELATION)
                && checked.endsWith(Grant.ALL)
                && DEFAULTS.matcher(checked).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is how names of tables and relations never begin",
                    name,
                    "a grant on the SCHEMA or on the DATABASE, which holds for what is in it");
        }
        return checked;
    }
}
