package io.weir.lineage.label.jdbc;

import io.weir.lineage.label.NamedTag;
import io.weir.lineage.label.Tags;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.NamePlace;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTags implements Tags {

    private static final String LIST = """
            select tag_key, name, description, left(name, 200) as place from tag
            where (left(name, 200) collate "C", tag_key) > (:name, :key)
            order by left(name, 200) collate "C", tag_key
            limit :limit offset :passed
            """;

    private static final String PUT = """
            insert into tag (tag_key, name, description) values (:key, :name, :description)
            on conflict (tag_key) do update set description = excluded.description
            """;

    private final JdbcClient jdbc;

    JdbcTags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<NamedTag> list(PageRequest request, int passedOver) {
        NamePlace after = NamePlace.read(request.after());
        List<Row> rows = jdbc.sql(LIST)
                .param("name", after.name())
                .param("key", after.key())
                .param("limit", request.limit() + 1)
                .param("passed", passedOver)
                .query((row, number) -> new Row(
                        new NamedTag(row.getString("name"), row.getString("description")),
                        new NamePlace(row.getString("place"), row.getObject("tag_key", UUID.class))))
                .list();
        Page<Row> page = Page.of(rows, request, row -> row.place.text());
        return new Page<>(page.items().stream().map(Row::tag).toList(), page.nextPageToken());
    }

    @Override
    public NamedTag put(String name, @Nullable String description) {
        jdbc.sql(PUT)
                .param("key", HashedKeys.of("TAG", name))
                .param("name", name)
                .param("description", description)
                .update();
        return new NamedTag(name, description);
    }

    private record Row(NamedTag tag, NamePlace place) {}
}
