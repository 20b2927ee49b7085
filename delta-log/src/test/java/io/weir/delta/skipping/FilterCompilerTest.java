package io.weir.delta.skipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.delta.action.FileStatistics;
import io.weir.delta.predicate.InvalidPredicateException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions leave out of one file: i 10 to 20 without nulls, d 1 to 2, s 'm…' to 'p…', dt all null, part 'a'. */
class FilterCompilerTest {

    private static final SkippingColumns COLUMNS = SkippingColumns.of(RandomTable.metadata(false));
    private static final Slots SLOTS = Slots.NONE.extendedBy(COLUMNS);
    private static final String STATS = """
            {"numRecords":3,"minValues":{"i":10,"d":1.0,"s":"make","st":{"x":5}},
             "maxValues":{"i":20,"d":2.0,"s":"pull","st":{"x":6}},"nullCount":{"i":0,"dt":3,"d":1}}""";
    private static final FileBounds FILE = new BoundsReader(SLOTS, COLUMNS)
            .read(new HashMap<>(Map.of("part", "a", "pday", "2026-01-01")), FileStatistics.parse(STATS, "stats"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i = 15|true",
                "i = 21|false",
                "i < 10|false",
                "i <= 10|true",
                "10 > i|false",
                "NOT (i >= 10)|false",
                "i BETWEEN 21 AND 30|false",
                "i IN (1, 2, 30)|false",
                "i IN (1, 20)|true",
                "i IS NULL|false",
                "d IS NULL|true",
                "dt IS NOT NULL|false",
                "dt = DATE '2026-01-01'|false",
                "d > 3|true",
                "d > 3 AND d < 5|false",
                "d BETWEEN 3 AND 4|false",
                "d < 0.9|false",
                "s LIKE 'q%'|false",
                "s LIKE 'n%'|true",
                "s NOT LIKE 'm%'|true",
                "s = 'pulled'|false",
                "s = 'pull'|true",
                "part = 'a'|true",
                "part <> 'a'|false",
                "part IN ('b', 'c')|false",
                "part NOT LIKE 'a%'|false",
                "pday > '2026-01-01'|false",
                "pday::timestamp_ntz > TIMESTAMP '2026-01-01 12:00:00'|true",
                "st.x = 7|false",
                "st.X = 5|true",
                "i = '15'|true",
                "i = NULL|false",
                "i = 21 OR part = 'b'|false",
                "i = 21 OR part = 'a'|true",
                "tn = TIMESTAMP '2026-01-01'|true",
                "TRUE|true",
                "NOT TRUE|false",
                "i = 10.5|true",
                "`i` = 21|false",
                "\"i\" = 21|false"
            })
    void leavesOutWhatCannotMatch(String predicate, boolean kept) {
        assertThat(FilterCompiler.compile(predicate, COLUMNS, SLOTS).keeps(FILE))
                .as(predicate)
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "i = |4|the end",
                "i = 1 AND|10|the end",
                "i = 1 or or|10|'or'",
                "colour = 'red'|1|'colour'",
                "i = 1 AND st = 5|11|'st'",
                "upper(s) = 'A'|1|'upper'",
                "i + 1 = 2|3|'+'",
                "i|1|a value",
                "i = 1 extra|7|'extra'",
                "(i = 1|7|the end",
                "i = 'abc'|5|'abc'",
                "dt = '2026-13-01'|6|'2026-13-01'",
                "dt = DATE 'soon'|11|'soon'",
                "i IN ()|7|')'",
                "s LIKE 5|8|'5'",
                "i = 1 ; drop|7|'; drop'",
                "s = 'open|5|a text in '",
                "i = CAST('1' AS money)|17|'money'",
                "i NOT 5|7|'5'",
                "i = 1e99999|5|'1e99999'"
            })
    void namesWhatIsWrong(String predicate, int position, String found) {
        InvalidPredicateException problem = catchThrowableOfType(
                InvalidPredicateException.class, () -> FilterCompiler.compile(predicate, COLUMNS, SLOTS));
        assertThat(problem).as(predicate).isNotNull();
        assertThat(problem.position()).as(predicate + ": " + problem).isEqualTo(position);
        assertThat(problem.found()).isEqualTo(found);
        assertThat(problem.allowed()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "5000,long,false",
        "200,parentheses,true",
        "100000,casts,true",
        "200,nested casts,true",
        "60,casts of casts,true"
    })
    void deepAndLongTextsEndInAnAnswer(int depth, String kind, boolean deep) {
        String text =
                switch (kind) {
                    case "parentheses" -> "(".repeat(depth) + "i = 1" + ")".repeat(depth);
                    case "casts" -> "i" + "::int".repeat(depth) + " = 1";
                    case "nested casts" -> "cast(".repeat(depth) + "i" + " as int)".repeat(depth) + " = 1";
                    case "casts of casts" ->
                        "cast(".repeat(depth) + "i" + ("::int".repeat(depth) + " as int)").repeat(depth) + " = 1";
                    default -> "i = 1" + " OR NOT i = 2".repeat(depth) + " OR s = '" + "''".repeat(depth) + "'";
                };
        InvalidPredicateException problem = catchThrowableOfType(
                InvalidPredicateException.class, () -> FilterCompiler.compile(text, COLUMNS, SLOTS));
        assertThat(problem != null).isEqualTo(deep);
    }
}
