package io.weir.delta.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferredNamesTest {

    @ParameterizedTest
    @CsvSource({
        "part-1.parquet, part-1.parquet",
        "day=a%20b/part-1, day=a b/part-1",
        "day=a%20b/part-1, day=a%20b/part-1",
        "day=10%253A00/part-1, day=10%3A00/part-1",
        "z%C3%A4, zä",
        "broken%4, broken%4",
        "broken%zz, broken%zz",
        "./a//b/../part, a/part",
        "/lake/t/day=1/part, day=1/part",
        "/lake/t/day=1/part, part",
        "file:///lake/t/a%20b/part, a b/part",
        "s3a://bucket/lake/t/part, part",
        "s3://bucket/lake/t/part, lake/t/part"
    })
    void aPathMeans(String path, String name) {
        assertThat(ReferredNames.ofPath(path)).contains(name);
    }

    @Test
    void aRelativePathDoesNotMeanItsEnds() {
        assertThat(ReferredNames.ofPath("day=1/part")).containsExactly("day=1/part");
    }

    /** The names are those of the protocol's example. */
    @ParameterizedTest
    @CsvSource({
        "'uab^-aqEH.-t@S}K{vb[*k^@4', ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin",
        "'uab^-aqEH.-t@S}K{vb[*k^', ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin",
        "'u^-aqEH.-t@S}K{vb[*k^@4', deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin",
        "ps3://mytable/deletion_vector_1.bin@4, deletion_vector_1.bin"
    })
    void aVectorLiesIn(String uniqueId, String name) {
        assertThat(ReferredNames.ofVector(uniqueId)).contains(name);
    }

    @Test
    void anInlineVectorLiesInNoFile() {
        assertThat(ReferredNames.ofVector("iwi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L"))
                .isEmpty();
        assertThat(ReferredNames.ofVector("u")).isEmpty();
        assertThat(ReferredNames.ofVector("")).isEmpty();
    }
}
