package io.weir.platform.store.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.CrudRepository;

interface StoreRows extends CrudRepository<StoreRow, UUID> {

    Optional<StoreRow> findByName(String name);

    @Query("select id, name, kind, properties, owner, revision, created_at, updated_at from store"
            + " where name > :after and starts_with(name, :prefix) and (cast(:kind as text) is null or kind = :kind)"
            + " order by name limit :limit")
    List<StoreRow> page(String after, String prefix, @Nullable String kind, int limit);

    /** No kind of store has to be named here. */
    @Query("select id, name, kind, properties, owner, revision, created_at, updated_at from store where exists"
            + " (select from jsonb_each_text(properties) as said where said.value = :reference) order by name")
    List<StoreRow> referringTo(String reference);
}
