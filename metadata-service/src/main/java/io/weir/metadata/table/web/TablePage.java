package io.weir.metadata.table.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record TablePage(List<Table> items, @Nullable String nextPageToken) {}
