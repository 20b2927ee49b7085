package io.weir.metadata.catalog.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of schemas, in the order of their names.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TableSchemaPage(
        List<TableSchemaDocument> items, @Nullable String nextPageToken) {}
