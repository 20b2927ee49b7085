package io.weir.delta.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPredicateTest {

    private static final Map<String, String> FILE = file("eu", "1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region = 'us'",
                "`region` = 'us'",
                "\"region\"='us'",
                "REGION = 'us'",
                "day = 2",
                "day = '2'",
                "id = 7 AND region = 'us'",
                "region = 'a AND b' and day = 1",
                "region = 'it''s'",
                "(region = 'us')",
                "NOT (region = 'eu' OR day = 2)",
                "region LIKE 'u%'",
                "day BETWEEN 2 AND 3",
                "region IN ('us', 'asia')"
            })
    void provesThatAFileCannotMatch(String predicate) {
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(FILE, null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region = 'eu'",
                "day = 1",
                "day = 1.0",
                "day = '01'",
                "id = 7",
                "region = 'us' OR day = 1",
                "region = 'us' AND day = 2 OR true",
                "NOT region = 'us'",
                "region <> 'us'",
                "region = 'us' AND",
                "region = 7",
                "day = 'one'",
                "elsewhere = 1",
                "",
                "true"
            })
    void doesNotClaimWhatItCannotProve(String predicate) {
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(FILE, null))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id = 7|false",
                "id = 12|true",
                "id > 20|false",
                "region = 'eu' AND id < 10|false",
                "id IS NULL|true"
            })
    void statisticsTellToo(String predicate, boolean matches) {
        String stats =
                "{\"numRecords\":9,\"minValues\":{\"id\":10},\"maxValues\":{\"id\":20},\"nullCount\":{\"id\":1}}";
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(FILE, stats))
                .isEqualTo(matches);
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(FILE, "no statistics"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"region = 'eu'", "region = ''"})
    void nullEqualsNothing(String predicate) {
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(file(null, "1"), null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = "region = 'us'")
    void aFileOfUnknownPartitionCouldMatch(String predicate) {
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(null, null))
                .isTrue();
        assertThat(ReadPredicate.parse(predicate, Commits.METADATA).canMatch(Map.of(), null))
                .isTrue();
    }

    private static Map<String, String> file(String region, String day) {
        Map<String, String> values = new HashMap<>();
        values.put("region", region);
        values.put("day", day);
        return values;
    }
}
