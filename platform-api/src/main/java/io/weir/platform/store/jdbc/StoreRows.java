package io.weir.platform.store.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.CrudRepository;

interface StoreRows extends CrudRepository<StoreRow, UUID> {

    Optional<StoreRow> findByName(String name);

    @Query("select id, name, kind, properties, owner, revision, created_at, updated_at from store"
            + " where name > :after and starts_with(name, :prefix) order by name limit :limit")
    List<StoreRow> page(String after, String prefix, int limit);
}
