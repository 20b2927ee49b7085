package io.weir.ingest.entity.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.store.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what a store, or a folder of it, has.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@Schema(name = "EntityPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntityListing(List<Entity> items, @Nullable String nextPageToken) {}
