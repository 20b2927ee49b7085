package io.weir.lineage.catalog.web;

import io.weir.lineage.catalog.CatalogEntry;
import java.util.Comparator;
import java.util.List;

/** Orders of what was found, by the names that Marquez' readers give them. */
enum SearchOrder {
    NAME {
        @Override
        List<CatalogEntry> sort(List<CatalogEntry> latestFirst) {
            return latestFirst.stream()
                    .sorted(Comparator.comparing(entry -> entry.name().name().name()))
                    .toList();
        }
    },
    UPDATE_AT {
        @Override
        List<CatalogEntry> sort(List<CatalogEntry> latestFirst) {
            return latestFirst;
        }
    };

    abstract List<CatalogEntry> sort(List<CatalogEntry> latestFirst);
}
