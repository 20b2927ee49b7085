package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries over relations, and over views. */
class QueryTest {

    private static final StructType INPUT =
            columns("id", "BIGINT", "name", "VARCHAR", "spot", "STRUCT(x DOUBLE, y DOUBLE)");

    private static StructType columns(String... namesAndTypes) {
        Map<String, ValueType> types = new LinkedHashMap<>();
        for (int index = 0; index < namesAndTypes.length; index += 2) {
            types.put(namesAndTypes[index], TypeNames.parse(namesAndTypes[index + 1]));
        }
        return new StructType(types);
    }

    private static Transform over(String sql) throws Exception {
        return Transform.of(Query.of(sql).overInput(), INPUT);
    }

    private static Transform through(String view, String query) throws Exception {
        return Transform.of(Query.of(query).through(over(view)), INPUT);
    }

    @ParameterizedTest
    @CsvSource({
        "select * from orders, orders",
        "select * from sales.orders o, sales.orders",
        "select * from shop.sales.orders where id > 0, shop.sales.orders",
        "select * from \"my-shop\".sales.\"or-ders\", my-shop.sales.or-ders"
    })
    void aQueryNamesItsRelation(String sql, String relation) throws Exception {
        assertThat(Query.of(sql).relation()).isEqualTo(relation);
    }

    @Test
    void aQueryIsATransformOfItsRelationsRecords() throws Exception {
        Transform transform =
                over("select o.id, upper(name) as \"Name\", * exclude (id, name) from sales.orders o where o.id > 1");

        assertThat(transform.output())
                .isEqualTo(columns("id", "BIGINT", "Name", "VARCHAR", "spot", "STRUCT(x DOUBLE, y DOUBLE)"));
        assertThat(transform.condition()).contains("> 1");
        assertThat(Query.of("select * from a.b").isAll()).isTrue();
        assertThat(List.of("select id from b", "select * from b where id > 0", "select * exclude (id) from b"))
                .allSatisfy(sql -> assertThat(Query.of(sql).isAll()).isFalse());
    }

    @Test
    void aViewsExpressionsStandForItsColumns() throws Exception {
        Transform transform = through(
                "select id * 2 as twice, spot as place, name from orders where name <> 'x'",
                "select twice + 1 as n, v.place.x as x, * exclude (place, twice) replace (lower(name) as name)"
                        + " from doubled v where twice > 4");

        assertThat(transform.output()).isEqualTo(columns("n", "BIGINT", "x", "DOUBLE", "name", "VARCHAR"));
        assertThat(transform.condition()).contains("!= 'x'", "* 2", "> 4");
    }

    @Test
    void aQueryOverAViewOverAViewIsOneTransform() throws Exception {
        String first = Query.of("select twice as n from a").through(over("select id * 2 as twice from orders"));
        Transform second = Transform.of(first, INPUT);

        String last = Query.of("select n + 1 as more from b where n > 2").through(second);

        assertThat(Transform.of(last, INPUT).output()).isEqualTo(columns("more", "BIGINT"));
    }

    @Test
    void aLambdaKeepsItsOwnNames() throws Exception {
        String view = "select [id, id] as ids, id as x, name from orders";

        assertThat(through(view, "select list_transform(ids, lambda y: y + x) as made from v")
                        .output())
                .isEqualTo(columns("made", "BIGINT[]"));
        assertThat(through(view, "select list_transform(ids, lambda x: x + 1) as made from v")
                        .output())
                .isEqualTo(columns("made", "BIGINT[]"));
        assertThatThrownBy(() -> through(view, "select list_transform(ids, lambda id: id + x) as made from v"))
                .isInstanceOf(TransformRefusedException.class)
                .hasMessageContaining("lambda");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select 1; no FROM",
                "select * from a, b; JOIN",
                "select * from a join b using (id); JOIN",
                "select id, count(*) from a group by id; GROUP BY",
                "with c as (select 1) select * from c; WITH",
                "select * from read_csv('/etc/passwd'); TABLE_FUNCTION",
                "select * from (select * from a); SUBQUERY",
                "select * from a limit 3; LIMIT",
                "insert into a select * from b; no SELECT",
                "select * from a tablesample 10%; sample"
            })
    void whatIsNoQueryOfOneRelationIsRefused(String sql, String why) {
        assertThatThrownBy(() -> Query.of(sql))
                .isInstanceOf(TransformRefusedException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select * exclude (gone) from v; leaves out gone, which is no column",
                "select * replace (1 as gone) from v; replaces gone, which is no column",
                "select other.* from v; takes all of other, which is not read"
            })
    void aStarOverWhatAViewDoesNotHaveIsRefusedUnlessItIsKept(String query, String why) throws Exception {
        String view = "select id, name from orders";

        assertThat(through(view, query).output()).isEqualTo(columns("id", "BIGINT", "name", "VARCHAR"));
        assertThatThrownBy(() -> Query.asked(query).through(over(view)))
                .isInstanceOf(TransformRefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatAViewDoesNotHaveIsRefusedByName() {
        assertThatThrownBy(() -> through("select id from orders", "select name from v"))
                .isInstanceOf(TransformRefusedException.class)
                .hasMessageContaining("names name, which is no column of the view");
        assertThatThrownBy(() -> through("select id from orders", "select (select 1) as x from v"))
                .isInstanceOf(TransformRefusedException.class);
    }
}
