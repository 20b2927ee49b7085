package io.weir.delta.sql;

import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.SetTransaction;
import java.util.List;

/** A table at one version as it is written: all but its files, which follow one by one. */
public record TableContent(TableState state, List<SetTransaction> transactions, List<DomainMetadata> domainMetadata) {

    public TableContent {
        transactions = List.copyOf(transactions);
        domainMetadata = List.copyOf(domainMetadata);
    }
}
