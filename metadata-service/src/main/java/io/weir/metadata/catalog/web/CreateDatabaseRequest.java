package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.catalog.CatalogNames;
import io.weir.metadata.catalog.Texts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a database is made from. */
record CreateDatabaseRequest(
        @Schema(example = "shop") String name,
        @Nullable String comment,

        @Schema(description = "Whether a schema is made with the first table whose name says it; no, unless given")
        @Nullable
        Boolean implicitSchemas,

        @Schema(example = "{\"team\": \"sales\"}") @Nullable Map<String, @Nullable String> properties) {

    String checkedName() {
        return CatalogNames.checked(name);
    }

    Texts texts() {
        return Texts.NONE.changed(comment, properties);
    }

    boolean isImplicit() {
        return Boolean.TRUE.equals(implicitSchemas);
    }
}
