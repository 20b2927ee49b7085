package io.weir.metadata.snapshot.web;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.action.RawJson;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;

record TableSnapshot(
        String table,
        long version,
        Instant timestamp,
        @Schema(type = "object") RawJson protocol,
        @Schema(type = "object") RawJson metadata,
        long files,
        long bytes,
        long rows,
        List<TableTransaction> transactions,

        @ArraySchema(schema = @Schema(type = "object", implementation = Object.class))
        List<RawJson> domainMetadata) {

    static TableSnapshot of(
            String table, Snapshot snapshot, List<ApplicationTransaction> transactions, List<String> domains) {
        return new TableSnapshot(
                table,
                snapshot.version(),
                Instant.ofEpochMilli(snapshot.timestamp()),
                new RawJson(snapshot.protocol()),
                new RawJson(snapshot.metadata()),
                snapshot.totals().files(),
                snapshot.totals().bytes(),
                snapshot.totals().rows(),
                transactions.stream().map(TableTransaction::of).toList(),
                domains.stream().map(RawJson::new).toList());
    }
}
