package io.weir.support.google;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GooglePlaceTest {

    @ParameterizedTest
    @CsvSource({
        "gs://acme_lake, '', gs://acme_lake",
        "gs://acme.lake/, '', gs://acme.lake",
        "gs://lake/a/b=1/, a/b=1/, gs://lake/a/b=1",
        "gs://lake/_a.b, _a.b/, gs://lake/_a.b"
    })
    void aPlaceHasOneText(String text, String prefix, String uri) {
        GooglePlace place = GooglePlace.parse(text).orElseThrow();
        assertThat(place.prefix()).isEqualTo(prefix);
        assertThat(place.uri()).isEqualTo(uri);
        assertThat(GooglePlace.parse(uri)).hasValue(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gs://lake/../x",
                "gs://lake//x",
                "gs://lake/.x",
                "gs://key@lake/x",
                "gs://l/x",
                "gs://Lake/x",
                "gs://lake/x?a",
                "gs:lake/x",
                "gcs://lake/x",
                "https://storage.googleapis.com/lake/x"
            })
    void whatIsNotOfTheFormIsNoPlace(String text) {
        assertThat(GooglePlace.parse(text)).isEmpty();
    }

    @Test
    void liesBelowWhatItBeginsWith() {
        GooglePlace place = GooglePlace.parse("gs://lake/tables/t").orElseThrow();
        assertThat(place.isBelow(GooglePlace.parse("gs://lake").orElseThrow())).isTrue();
        assertThat(place.isBelow(GooglePlace.parse("gs://lake/tables").orElseThrow()))
                .isTrue();
        assertThat(place.isBelow(GooglePlace.parse("gs://lake/table").orElseThrow()))
                .isFalse();
        assertThat(place.isBelow(GooglePlace.parse("gs://other").orElseThrow())).isFalse();
        assertThat(place.isBelow(place)).isFalse();
    }
}
