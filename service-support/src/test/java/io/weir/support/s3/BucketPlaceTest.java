package io.weir.support.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "s3://lake, lake, '', s3://lake",
        "s3://lake/, lake, '', s3://lake",
        "s3a://lake/a/b=1/, lake, a/b=1/, s3://lake/a/b=1",
        "s3n://my.lake-2/a.b_c, my.lake-2, a.b_c/, s3://my.lake-2/a.b_c"
    })
    void aPlaceHasOneWayToBeWritten(String text, String bucket, String prefix, String uri) {
        assertThat(BucketPlace.parse(text))
                .hasValue(new BucketPlace(bucket, prefix))
                .hasValueSatisfying(place -> assertThat(place.uri()).isEqualTo(uri))
                .isEqualTo(BucketPlace.parse(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/var/lake",
                "https://lake/a",
                "s3://",
                "s3:///a",
                "s3://b",
                "s3://Lake",
                "s3://key:hidden@lake",
                "s3://lake/a/../b",
                "s3://lake/./a",
                "s3://lake//a",
                "s3://lake/a?x=y",
                "s3://lake/a%2Fb",
                "s3://lake/a b",
                "s3://lake/a\nb"
            })
    void whatCouldLeadElsewhereIsNoPlace(String text) {
        assertThat(BucketPlace.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3://lake/a/b, s3://lake/a, true",
        "s3://lake/a, s3://lake, true",
        "s3://lake/a, s3://lake/a, false",
        "s3://lake/ab, s3://lake/a, false",
        "s3://lake, s3://lake, false",
        "s3://other/a/b, s3://lake/a, false"
    })
    void belowIsWhatThePartsSay(String one, String other, boolean isBelow) {
        assertThat(BucketPlace.parse(one)
                        .orElseThrow()
                        .isBelow(BucketPlace.parse(other).orElseThrow()))
                .isEqualTo(isBelow);
    }
}
