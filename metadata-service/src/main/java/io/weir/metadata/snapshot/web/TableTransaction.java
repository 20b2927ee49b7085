package io.weir.metadata.snapshot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.snapshot.ApplicationTransaction;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
record TableTransaction(
        String appId, long version, @Nullable Long lastUpdated) {

    static TableTransaction of(ApplicationTransaction transaction) {
        return new TableTransaction(transaction.appId(), transaction.version(), transaction.lastUpdated());
    }
}
