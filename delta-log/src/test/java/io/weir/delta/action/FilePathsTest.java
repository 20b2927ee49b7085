package io.weir.delta.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilePathsTest {

    private static final String CHARACTERS = "aZ09-_.=/ %:?#\\é";

    @Test
    void namesAsWritersMakeThemAreFine() {
        assertThat(FilePaths.problem("part-00000-4b1f-c000.snappy.parquet")).isNull();
        assertThat(FilePaths.problem("year=2026/month=11/part_1.parquet")).isNull();
    }

    @Test
    void whatLeadsElsewhereIsNamed() {
        assertThat(FilePaths.problem("")).isEqualTo("is empty");
        assertThat(FilePaths.problem("a/../b")).isEqualTo("climbs out of the table");
        assertThat(FilePaths.problem("a/%2e%2e/b")).isEqualTo("climbs out of the table");
        assertThat(FilePaths.problem("_delta_log/0.json")).isEqualTo("lies in the log");
        assertThat(FilePaths.problem("/a")).isEqualTo("is absolute, so it lies outside the table");
        assertThat(FilePaths.problem("s3:a")).isEqualTo("is absolute, so it lies outside the table");
    }

    /** The short way says nothing that the long one would not. */
    @Test
    void aPathThatIsTakenWithoutParsingWouldBeTakenWithIt() {
        Random random = new Random(3);
        for (int round = 0; round < 200_000; round++) {
            StringBuilder path = new StringBuilder();
            IntStream.range(0, 1 + random.nextInt(7))
                    .forEach(next -> path.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))));
            if (FilePaths.problem(path.toString()) == null) {
                assertThat(FilePaths.problemOfEncoded(path.toString()))
                        .as(path.toString())
                        .isNull();
            }
        }
    }
}
