package io.weir.lineage.catalog.jdbc;

import io.weir.lineage.catalog.Catalog;
import io.weir.lineage.catalog.CatalogEntry;
import io.weir.lineage.catalog.CatalogSearch;
import io.weir.lineage.catalog.DatasetSource;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.NamePlace;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcCatalog implements Catalog {

    /** Goes from one namespace to the next by the indexes of names. */
    private static final String NAMESPACES = """
            with recursive step as (
                select least((select min(left(namespace, 200) collate "C") from job
                              where left(namespace, 200) collate "C" > :after),
                             (select min(left(namespace, 200) collate "C") from dataset
                              where left(namespace, 200) collate "C" > :after)) as namespace
                union all
                select least((select min(left(job.namespace, 200) collate "C") from job
                              where left(job.namespace, 200) collate "C" > step.namespace),
                             (select min(left(dataset.namespace, 200) collate "C") from dataset
                              where left(dataset.namespace, 200) collate "C" > step.namespace))
                from step where step.namespace is not null
            )
            select namespace from step where namespace is not null limit :limit offset :passed
            """;

    private static final String IN_NAMESPACE =
            " where left(namespace, 200) collate \"C\" = left(:namespace, 200) and namespace = :namespace";

    private static final String FITS = """
            position(lower(:text) in lower(name)) > 0 and (:namespace::text is null or namespace = :namespace::text)
            and (:tag::text is null or %1$s in (
                select owner_id from current_label
                where kind = 'TAG' and left(name, 200) collate "C" = left(:tag, 200) and name = :tag))
            and (:owner::text is null or %1$s in (
                select owner_id from current_label
                where kind = 'OWNER' and left(name, 200) collate "C" = left(:owner, 200) and name = :owner))
            """;

    private static final String LIST = """
            select %1$s_id as key, namespace, name, left(name, 200) as place from %1$s
            where left(namespace, 200) collate "C" = left(:namespace, 200) and namespace = :namespace
              and (left(name, 200) collate "C", %1$s_id) > (:name, :key)
            order by left(name, 200) collate "C", %1$s_id
            limit :limit offset :passed
            """;

    /** Goes from one namespace to the next by the index of names. */
    private static final String SOURCES = """
            with recursive step as (
                select min(left(namespace, 200) collate "C") as namespace from dataset
                where left(namespace, 200) collate "C" > :after
                union all
                select (select min(left(dataset.namespace, 200) collate "C") from dataset
                        where left(dataset.namespace, 200) collate "C" > step.namespace)
                from step where step.namespace is not null
            ), page as (
                select namespace from step where namespace is not null limit :limit offset :passed
            )
            select page.namespace, min(first_by::text)::uuid as first_by, max(seen_by::text)::uuid as seen_by
            from page join dataset on left(dataset.namespace, 200) collate "C" = page.namespace
            group by page.namespace
            order by page.namespace collate "C"
            """;

    private static final String SEARCH = """
            (select 'JOB' as type, namespace, name, first_by, seen_by from job
             where :type::text is distinct from 'DATASET' and
            """ + FITS.formatted("job_id") + """
             order by seen_by desc limit :limit)
            union all
            (select 'DATASET', namespace, name, first_by, seen_by from dataset
             where :type::text is distinct from 'JOB' and
            """ + FITS.formatted("dataset_id") + """
             order by seen_by desc limit :limit)
            order by seen_by desc
            limit :limit
            """;

    private final JdbcClient jdbc;

    JdbcCatalog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<String> namespaces(PageRequest request, int passedOver) {
        List<String> names =
                page(NAMESPACES, request, passedOver).query(String.class).list();
        return Page.of(names, request, name -> name);
    }

    private JdbcClient.StatementSpec page(String sql, PageRequest request, int passedOver) {
        String after = request.after();
        return jdbc.sql(sql)
                .param("after", after == null ? "" : after)
                .param("limit", request.limit() + 1)
                .param("passed", passedOver);
    }

    @Override
    public Page<DatasetSource> sources(PageRequest request, int passedOver) {
        List<DatasetSource> sources = page(SOURCES, request, passedOver)
                .query((row, number) -> new DatasetSource(
                        row.getString("namespace"),
                        EventIds.time(row.getObject("first_by", UUID.class)),
                        EventIds.time(row.getObject("seen_by", UUID.class))))
                .list();
        return Page.of(sources, request, DatasetSource::name);
    }

    @Override
    public Page<NodeName> list(NodeName.Type type, String namespace, PageRequest request, int passedOver) {
        NamePlace after = NamePlace.read(request.after());
        List<Row> rows = jdbc.sql(LIST.formatted(table(type)))
                .param("namespace", namespace)
                .param("name", after.name())
                .param("key", after.key())
                .param("limit", request.limit() + 1)
                .param("passed", passedOver)
                .query((row, number) -> new Row(
                        new NodeName(type, new EntityName(row.getString("namespace"), row.getString("name"))),
                        new NamePlace(row.getString("place"), row.getObject("key", UUID.class))))
                .list();
        Page<Row> page = Page.of(rows, request, row -> row.place.text());
        return new Page<>(page.items().stream().map(Row::name).toList(), page.nextPageToken());
    }

    @Override
    public int count(NodeName.Type type, String namespace) {
        return jdbc.sql("select count(*) from (select from " + table(type) + IN_NAMESPACE + " limit " + COUNTED
                        + ") counted")
                .param("namespace", namespace)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<CatalogEntry> search(CatalogSearch search, int limit) {
        return jdbc.sql(SEARCH)
                .param("text", search.text())
                .param("type", search.type() == null ? null : search.type().name())
                .param("namespace", search.namespace())
                .param("tag", search.tag())
                .param("owner", search.owner())
                .param("limit", limit)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The node goes first: intake, which writes it first too, waits for the rest. */
    @Override
    @Transactional
    public boolean purge(NodeName name) {
        UUID key = name.key();
        boolean job = name.type() == NodeName.Type.JOB;
        boolean there = delete((job ? "job" : "dataset") + " where " + (job ? "job_id" : "dataset_id"), key);
        if (job) {
            delete("heartbeat using run where run.run_id = heartbeat.run_id and run.job_id", key);
            delete("facet using run where owner = 'RUN' and owner_id = run.run_id and run.job_id", key);
            delete("run_dataset using run where run.run_id = run_dataset.run_id and run.job_id", key);
            delete("run where job_id", key);
        } else {
            delete("run_dataset where dataset_id", key);
            delete("column_edge where origin_dataset", key);
            delete("column_edge where destination_dataset", key);
        }
        delete("edge where origin", key);
        delete("edge where destination", key);
        delete("facet where owner in ('JOB', 'DATASET') and owner_id", key);
        delete("label where owner_id", key);
        delete("tag_choice where owner_id", key);
        return there;
    }

    private boolean delete(String what, UUID key) {
        return jdbc.sql("delete from " + what + " = ?").param(key).update() > 0;
    }

    private static String table(NodeName.Type type) {
        return type == NodeName.Type.JOB ? "job" : "dataset";
    }

    private static CatalogEntry entry(ResultSet row) throws SQLException {
        return new CatalogEntry(
                new NodeName(
                        NodeName.Type.valueOf(row.getString("type")),
                        new EntityName(row.getString("namespace"), row.getString("name"))),
                EventIds.time(row.getObject("first_by", UUID.class)),
                EventIds.time(row.getObject("seen_by", UUID.class)));
    }

    private record Row(NodeName name, NamePlace place) {}
}
