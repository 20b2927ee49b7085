package io.weir.platform.store.jdbc;

import io.weir.platform.store.Store;
import io.weir.platform.store.StoreKind;
import io.weir.platform.store.StoreProblem;
import io.weir.platform.store.Stores;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStores implements Stores {

    private final StoreRows rows;
    private final Clock clock = Clock.systemUTC();

    JdbcStores(StoreRows rows) {
        this.rows = rows;
    }

    @Override
    public Store add(String name, StoreKind kind, Map<String, String> properties, String owner) {
        Instant now = now();
        StoreRow row =
                new StoreRow(UUID.randomUUID(), name, kind, new StoreRow.Properties(properties), owner, null, now, now);
        try {
            return rows.save(row).toStore();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    StoreProblem.STORE_EXISTS, "There is a store '" + name + "' already", null, taken);
        }
    }

    @Override
    public Optional<Store> find(String name) {
        return rows.findByName(name).map(StoreRow::toStore);
    }

    @Override
    public List<Store> list(PageRequest page, @Nullable StoreKind kind) {
        String name = kind == null ? null : kind.name();
        return rows.page(page.afterOrFirst(), page.prefix(), name, page.rowsToRead()).stream()
                .map(StoreRow::toStore)
                .toList();
    }

    @Override
    public List<Store> referringTo(String secret) {
        return rows.referringTo("secret:" + secret).stream()
                .map(StoreRow::toStore)
                .toList();
    }

    @Override
    public Store update(Store read, Map<String, String> properties) {
        return replace(read, properties, read.owner());
    }

    @Override
    public Store handOver(Store read, String owner) {
        return replace(read, read.properties(), owner);
    }

    private Store replace(Store read, Map<String, String> properties, String owner) {
        Store changed = new Store(
                read.id(), read.name(), read.kind(), properties, owner, read.revision(), read.createdAt(), now());
        try {
            return rows.save(StoreRow.of(changed)).toStore();
        } catch (OptimisticLockingFailureException stale) {
            throw changedMeanwhile(read, stale);
        }
    }

    @Override
    public void remove(Store read) {
        try {
            rows.delete(StoreRow.of(read));
        } catch (OptimisticLockingFailureException stale) {
            throw changedMeanwhile(read, stale);
        }
    }

    private static ProblemException changedMeanwhile(Store read, OptimisticLockingFailureException stale) {
        return new ProblemException(
                CommonProblem.STALE_ETAG, "The store '" + read.name() + "' changed since it was read", null, stale);
    }

    /** What Postgres can hold, so that what was answered at creation equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
