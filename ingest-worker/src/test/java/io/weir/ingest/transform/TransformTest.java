package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

    private static final StructType INPUT = (StructType) TypeNames.parse("STRUCT(id BIGINT, \"a \"\"name\" VARCHAR,"
            + " price DECIMAL(18,2), \"at\" TIMESTAMP, tags VARCHAR[], place STRUCT(city VARCHAR, zip VARCHAR))");

    private static Transform read(String sql) throws TransformRefusedException, SQLException {
        return Transform.of(sql, INPUT);
    }

    private static String types(String sql) throws TransformRefusedException, SQLException {
        return read(sql).output().sql();
    }

    @Test
    void aProjectionSaysWhatItMakes() throws TransformRefusedException, SQLException {
        assertThat(types("SELECT id, upper(\"a \"\"name\") AS name, place.city, price * 1.2 AS gross FROM input"))
                .isEqualTo("STRUCT(\"id\" BIGINT, \"name\" VARCHAR, \"city\" VARCHAR, \"gross\" DECIMAL(18,3))");
        assertThat(types("from input as i select i.id, i.place.zip as zip where i.id > 0"))
                .isEqualTo("STRUCT(\"id\" BIGINT, \"zip\" VARCHAR)");
        assertThat(types("select * exclude (place, TAGS, \"at\") replace (price::double as price) from INPUT"))
                .isEqualTo("STRUCT(\"id\" BIGINT, \"a \"\"name\" VARCHAR, \"price\" DOUBLE)");
        assertThat(types("select list_transform(tags, lambda t: lower(t)) as tags, {'id': id, 'c': place.city} as both"
                        + " from input"))
                .isEqualTo("STRUCT(\"tags\" VARCHAR[], \"both\" STRUCT(\"id\" BIGINT, \"c\" VARCHAR))");
    }

    @Test
    void mostOfWhatOneRowNeedsIsThere() throws TransformRefusedException, SQLException {
        Transform transform = read("""
                -- comments mean nothing
                select id, /* nor do these */ case when price > 100 then 'high' else 'low' end as class,
                  coalesce(place.city, '?') as city, nullif(id, 0) as known, "at"::date as day,
                  date_trunc('hour', "at") as hour, extract(year from "at") as year, "at" + interval 1 day as tomorrow,
                  "at" at time zone 'Europe/Berlin' as instant, 'x' || id as key, tags[1] as first, tags[1:2] as two,
                  '{"a": {"b": 5}}'::json ->> '$.a.b' as five, cast('{"a": 1}'::json -> 'a' as int) as one,
                  md5(place.city) as hashed, try_cast(place.zip as int) as zip, price between 1 and 2 as cheap,
                  id in (1, 2, 3) as few, not (id is null) as there, -id as minus, true as yes, date '2001-01-31' as d
                from input where lower(place.city) like 'b%' and (id % 2 = 0 or tags is not null)""");

        assertThat(transform.filters()).isTrue();
        assertThat(transform.output().fields()).hasSize(22);
        assertThat(read("select id from input").filters()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "select * from read_text('/etc/passwd') § TABLE_FUNCTION in FROM",
                "select * from '/etc/passwd.csv' § reads something other than input",
                "select getenv('HOME') as x from input § function that is not allowed: getenv",
                "select content as x from input § names content, which is no column",
                "select id from input; drop table input § is no SELECT that DuckDB understands",
                "select id from input; select id from input § is not one statement",
                "drop table input § is no SELECT that DuckDB understands",
                "copy input to '/tmp/x' § is no SELECT that DuckDB understands",
                "attach 'x.db' § is no SELECT that DuckDB understands",
                "install httpfs § is no SELECT that DuckDB understands",
                "pragma version § is no SELECT that DuckDB understands",
                "set threads = 8 § is no SELECT that DuckDB understands",
                "with input as (select 1 as id) select id from input § has WITH",
                "with recursive b as (select 1 as x union all select x from b) select x from b § has WITH",
                "select id from range(1000000000000) input § TABLE_FUNCTION in FROM",
                "select range(1000000000000) as x from input § calls range, but a record is one row or none",
                "select unnest(tags) as tag from input § calls unnest, but a record is one row or none",
                "select repeat('x', 1000000000) as x from input § function that is not allowed: repeat",
                "select id from pg_catalog.pg_tables § reads a table by schema name",
                "select id from information_schema.tables § reads a table by schema name",
                "select id from main.input § reads a table by schema name",
                "select id from \"weir\".\"watermark\" § reads a table by schema name",
                "select id from weir_rows § reads something other than input",
                "select * from duckdb_secrets() § TABLE_FUNCTION in FROM",
                "select id from input, input as b § JOIN in FROM",
                "select id from input join input as b using (id) § JOIN in FROM",
                "select id from (select id from input) § SUBQUERY in FROM",
                "select (select max(id) from input) as x from input § has a query within it",
                "select id from input where exists (select 1) § has a query within it",
                "select id from input where id in (select 1) § has a query within it",
                "select id from input union all select id from input § UNION, EXCEPT or INTERSECT",
                "select sum(id) as x from input § function that is not allowed: sum",
                "select row_number() over () as x from input § a window function",
                "select distinct id from input § has DISTINCT",
                "select id from input order by id § has ORDER BY",
                "select id from input limit 5 § has LIMIT",
                "select id from input group by id § has GROUP BY",
                "select id from input group by all § has GROUP BY",
                "select id from input qualify true § has QUALIFY",
                "select id from input using sample 10 percent § has SAMPLE",
                "select id from input tablesample 10 percent § reads a table by sample",
                "select random() as x from input § another row",
                "select now() as x from input § another row",
                "select current_date as x from input § another row",
                "select uuid() as x from input § another row",
                "select current_setting('threads') as x from input § function that is not allowed: current_setting",
                "select nextval('s') as x from input § another row",
                "select query('select 1') as x from input § function that is not allowed: query",
                "select json_execute_serialized_sql('') as x from input § not allowed: json_execute_serialized_sql",
                "select other.lower('x') as x from input § function that is not allowed: lower",
                "select id::mytype as x from input § casts to a type that is not known",
                "select id::enum('a') as x from input § casts to a type that is not",
                "select ? as x from input § has a parameter",
                "select #1 as x from input § has a column by its position",
                "select columns('i.*') from input § has a star that is more than one",
                "select * rename (id as x) from input § has RENAME",
                "select * exclude (id, pricee) from input § leaves out pricee, which is no column",
                "select * replace (1 as pricee) from input § replaces pricee, which is no column",
                "select other.* from input § takes all of other, which is not read",
                "select input.* from input as i § takes all of input, which is not read",
                "select __weir_ordinal as x from input § names __weir_ordinal, which is no column",
                "select id as __weir_ordinal from input § one of Weir's own",
                "select id + 1 from input § has an expression without a name",
                "select id, id from input § has a column twice",
                "select id as x, price as X from input § has a column twice",
                "select id as x, x + 1 as y from input § names x, which is no column",
                "select id from input where x § names x, which is no column",
                "select place + 1 as x from input § does not go with the columns",
                "select id -> 'a' as x from input § of type JSON",
                "select interval 1 day as x from input § of type INTERVAL",
                "select map {'a': 1} as x from input § of type MAP",
                "select 1 as x § has no FROM input",
                "describe input § SHOW_REF in FROM",
                "'' § is not one statement",
            })
    void whatIsMoreThanOneRowNeedsIsRefusedByName(String sql, String why) {
        assertThatThrownBy(() -> Transform.asked(sql, INPUT, List.of()))
                .isInstanceOf(TransformRefusedException.class)
                .hasMessageContaining(why);
    }

    /** What was kept before it was refused goes on as it did. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * exclude (pricee) from input",
                "select * replace (1 as pricee) from input",
                "select other.* from input"
            })
    void aStarOverWhatIsNotThereIsReadWhereItIsKept(String sql) throws TransformRefusedException, SQLException {
        assertThat(types(sql)).isEqualTo(types("select * from input"));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 200, 4_000})
    void whatIsTooDeepOrTooLongIsRefused(int depth) {
        String nested = "select " + "(".repeat(depth) + "id" + " + 1)".repeat(depth) + " as x from input";
        String calls = "select " + "abs(".repeat(depth) + "id" + ")".repeat(depth) + " as x from input";
        String sum = "select id" + " + 1".repeat(depth) + " as x from input";

        for (String sql : depth < 100 ? List.<String>of() : List.of(nested, calls, sum)) {
            assertThatThrownBy(() -> read(sql)).isInstanceOf(TransformRefusedException.class);
        }
        assertThatThrownBy(() -> read("select id from input -- " + "x".repeat(1 << 20)))
                .isInstanceOf(TransformRefusedException.class)
                .hasMessageContaining("too long");
    }

    /** A list that is by hand must not let anything in that a later version of DuckDB takes for something else. */
    @Test
    void eachFunctionThatIsAllowedIsOneOfARowAndGivesTheSameForTheSame() throws SQLException {
        Set<String> strange = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select function_name from duckdb_functions() where"
                                + " function_type not in ('scalar', 'macro') or stability <> 'CONSISTENT' or has_side_effects")) {
            while (rows.next()) {
                if (AllowedFunctions.contains(rows.getString(1))) {
                    strange.add(rows.getString(1));
                }
            }
        }
        assertThat(strange).isEmpty();
    }
}
