package io.weir.metadata.snapshot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record TransactionPage(
        List<TableTransaction> items, @Nullable String nextPageToken) {}
