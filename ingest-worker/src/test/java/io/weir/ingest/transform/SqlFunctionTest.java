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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFunctionTest {

    private static final StructType INPUT = (StructType)
            TypeNames.parse("STRUCT(id BIGINT, price DOUBLE, tags VARCHAR[], place STRUCT(city VARCHAR, zip VARCHAR))");

    private static final SqlFunction GROSS = new SqlFunction("gross", List.of("net", "rate"), "net * (1 + rate / 100)");

    /** What a transform makes of one row: 7, 10.0, ['A', 'b'], (Bonn, 53111). */
    private static String row(String sql, SqlFunction... functions) throws TransformRefusedException, SQLException {
        Transform transform = Transform.of(sql, INPUT, List.of(functions));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table rows as select 7::bigint as id, 10.0::double as price, ['A', 'b'] as tags,"
                    + " {'city': 'Bonn', 'zip': '53111'} as place");
            try (ResultSet row = statement.executeQuery(transform.select("rows", List.of()))) {
                return row.next() ? row.getString(1) : "none";
            }
        }
    }

    private static SqlFunction function(String name, String body, String... parameters) {
        return new SqlFunction(name, List.of(parameters), body);
    }

    @Test
    void aCallIsWhatItsBodySaysOfItsArguments() throws Exception {
        GROSS.check();
        SqlFunction loud =
                function("loud", "list_transform(words, lambda w: upper(w) || mark) -- ends here", "words", "mark");
        loud.check();
        function("zero", "0").check();

        assertThat(row("select gross(price, 20) as x from input", GROSS)).isEqualTo("12.0");
        assertThat(row("select GROSS(price + 10, 10 + 10) * 2 as x from input", GROSS))
                .as("brackets are the function's own")
                .isEqualTo("48.0");
        assertThat(row("select gross(gross(price, 10), 0) as x from input where gross(id, 100) = 14", GROSS))
                .startsWith("11.0");
        assertThat(row("select * replace (gross(id, 100) as id) from input", GROSS))
                .isEqualTo("14.0");
        assertThat(row("select loud(tags, place.city) as x from input", loud)).isEqualTo("[ABonn, BBonn]");
        assertThat(row("select list_transform(tags, lambda t: gross(length(t), 100)) as x from input", GROSS))
                .isEqualTo("[2.0, 2.0]");
        assertThat(row("select zero() + length('gross(1, 2)') as x from input", GROSS, function("zero", "0")))
                .isEqualTo("11");
        Transform transform =
                Transform.of("select zero() as z from input", INPUT, List.of(GROSS, function("zero", "0")));
        assertThat(transform.calls()).containsExactly("zero");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "Gross § a § name",
                "select § 1 § name",
                "coalesce § 1 § name",
                "upper § 1 § name",
                "sum § 1 § name",
                "ok § getenv('HOME') § body",
                "ok § (select 1) § body",
                "ok § 1 from input; drop table x § body",
                "ok § 1) as x, (2 § body",
                "ok § other § body",
                "ok § sum(a) § body",
                "ok § now() § body",
                "ok § ok(a) § body",
                "ok § a.field § body",
                "ok § list_transform([1], lambda a: a) § body",
                "ok § 1 where (true § body",
                "ok § '' § body"
            })
    void whatIsNoFunctionIsNamed(String name, String body, String field) {
        assertThatThrownBy(() -> function(name, body.replace("''", ""), "a").check())
                .asInstanceOf(InstanceOfAssertFactories.type(FunctionRefusedException.class))
                .satisfies(refused -> assertThat(refused.problem().field()).isEqualTo(field));
    }

    /** A function has no columns, so none is what is missing. */
    @Test
    void aNameThatIsNoParameterIsToldWithThoseThatAre() {
        assertThatThrownBy(() -> function("ok", "b + other", "b", "a").check())
                .asInstanceOf(InstanceOfAssertFactories.type(FunctionRefusedException.class))
                .extracting(FunctionRefusedException::problem)
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("names other, which is no parameter");
                    assertThat(problem.found()).isEqualTo("other");
                    assertThat(problem.allowed()).isEqualTo("a, b");
                });
        assertThatThrownBy(() -> function("ok", "other").check())
                .asInstanceOf(InstanceOfAssertFactories.type(FunctionRefusedException.class))
                .satisfies(refused -> assertThat(refused.problem().allowed()).isEqualTo("none: there is no parameter"));
    }

    @Test
    void parametersHaveNamesOfTheirOwn() {
        for (String[] parameters : new String[][] {{"a", "a"}, {"A"}, {"1"}, {"select"}, {"a b"}}) {
            assertThatThrownBy(() -> function("ok", "1", parameters).check()).hasMessageContaining("parameters[");
        }
        assertThatThrownBy(
                        () -> function("ok", "1", "abcdefghijklmnopq".split("")).check())
                .hasMessageContaining("too many");
    }

    @Test
    void aCallThatCannotBeIsRefused() {
        SqlFunction loud =
                function("loud", "list_transform(words, lambda price: upper(price) || mark)", "words", "mark");
        assertThatThrownBy(() -> row("select gross(price) as x from input", GROSS))
                .hasMessageContaining("calls gross in another way");
        assertThatThrownBy(() -> row("select gross(price, rate := 3) as x from input", GROSS))
                .isInstanceOf(TransformRefusedException.class);
        assertThatThrownBy(() -> row("select gross(price, 3) filter (id > 3) as x from input", GROSS))
                .hasMessageContaining("calls gross in another way");
        assertThatThrownBy(() -> row("select loud(tags, price::varchar) as x from input", loud))
                .as("it would be the lambda's")
                .hasMessageContaining("something called price");
        assertThatThrownBy(() -> row("select gross(nothing, 3) as x from input", GROSS))
                .hasMessageContaining("names nothing");
        assertThatThrownBy(() -> row("select net(price, 3) as x from input", GROSS))
                .hasMessageContaining("not allowed: net");
    }

    /** A thousand copies of a thousand copies of a thousand copies. */
    @Test
    void whatWouldGrowWithoutBoundsIsRefusedBeforeItDoes() {
        SqlFunction many = function("many", "x" + " + x".repeat(900), "x");
        assertThatThrownBy(() -> row("select many(many(many(id))) as y from input", many))
                .isInstanceOf(TransformRefusedException.class);
    }
}
