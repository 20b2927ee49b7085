package io.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements name the columns that they read, so that a process goes on while the next build's migration adds others. */
class NamedColumnsTest {

    private static final StoredTables SAMPLE = new StoredTables(Set.of("pipeline", "api_token", "user_role"));

    @Test
    void noStatementOfAServiceReadsColumnsThatItDoesNotName() throws IOException {
        StoredTables tables = StoredTables.read();
        Map<Path, Object> found = new TreeMap<>();
        for (Path file : MainSources.files()) {
            var stars = tables.starsIn(Files.readString(file));
            if (!stars.isEmpty()) {
                found.put(file.getFileName(), stars);
            }
        }

        assertThat(found).isEmpty();
        assertThat(tables.names()).hasSizeGreaterThan(40).contains("delta_table", "pipeline", "run", "store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from pipeline where name = ?",
                "\"select *, array(select role_name\"\n    + \" from user_role)\" + \" from api_token\"",
                "select\n  p.*, g.whole\nfrom pipeline p",
                "select g.whole, p.* from other g join pipeline as p on true",
                "select pipeline.* from pipeline",
                "insert into other (a) values (1) returning *",
                "update pipeline p set a = 1 returning p.*"
            })
    void whatIsNotNamedIsFound(String statement) {
        assertThat(SAMPLE.starsIn(statement)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from pipeline",
                "select * from unnest(?::text[])",
                "select * from (select name from pipeline) named",
                "with kept as (select name from pipeline) select * from kept",
                "select name, 2 * size from pipeline"
            })
    void whatIsNamedOrNoTableIsNot(String statement) {
        assertThat(SAMPLE.starsIn(statement)).isEmpty();
    }
}
