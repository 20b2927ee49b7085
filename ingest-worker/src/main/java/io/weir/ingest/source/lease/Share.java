package io.weir.ingest.source.lease;

import java.util.Map;
import java.util.Set;

/**
 * What one reader has of a hub that several may read.
 *
 * @param owned epoch of each partition that it has, higher than that of each owner before
 * @param surplus those of them that others wait for: to be released when all that was taken of them is written
 */
public record Share(Map<Integer, Long> owned, Set<Integer> surplus) {
    public Share {
        owned = Map.copyOf(owned);
        surplus = Set.copyOf(surplus);
    }
}
