package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.catalog.CatalogNames;
import io.weir.metadata.catalog.Texts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a schema is made from. */
record CreateTableSchemaRequest(
        @Schema(example = "sales") String name,
        @Nullable String comment,
        @Schema(example = "{\"team\": \"sales\"}") @Nullable Map<String, @Nullable String> properties) {

    String checkedName() {
        return CatalogNames.checked(name);
    }

    Texts texts() {
        return Texts.NONE.changed(comment, properties);
    }
}
