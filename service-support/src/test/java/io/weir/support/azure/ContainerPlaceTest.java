package io.weir.support.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerPlaceTest {

    private static final String LAKE = "abfss://lake@acme.dfs.core.windows.net";

    @ParameterizedTest
    @CsvSource({
        "abfss://lake@acme.dfs.core.windows.net, ''",
        "abfss://lake@acme.dfs.core.windows.net/, ''",
        "abfs://lake@acme.dfs.core.windows.net/a/b=1/, a/b=1/",
        "abfss://lake@acme.dfs.core.windows.net/_a.b, _a.b/"
    })
    void aPlaceHasOneText(String text, String prefix) {
        ContainerPlace place = ContainerPlace.parse(text).orElseThrow();
        assertThat(place).isEqualTo(new ContainerPlace("acme", "lake", prefix));
        assertThat(place.uri()).isEqualTo(prefix.isEmpty() ? LAKE : LAKE + "/" + prefix.replaceAll("/$", ""));
        assertThat(ContainerPlace.parse(place.uri())).hasValue(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abfss://lake@acme.dfs.core.windows.net/../x",
                "abfss://lake@acme.dfs.core.windows.net//x",
                "abfss://lake@acme.dfs.core.windows.net/x?sig=1",
                "abfss://lake@acme.dfs.core.windows.net.evil.example/x",
                "abfss://lake@evil.example/x",
                "abfss://lake:key@acme.dfs.core.windows.net/x",
                "abfss://acme.dfs.core.windows.net/x",
                "abfss://la--ke@acme.dfs.core.windows.net/x",
                "https://acme.dfs.core.windows.net/lake",
                "ABFSS://lake@acme.dfs.core.windows.net"
            })
    void whatIsNotOfTheFormIsNoPlace(String text) {
        assertThat(ContainerPlace.parse(text)).isEmpty();
    }

    @Test
    void liesBelowWhatItBeginsWith() {
        ContainerPlace place = ContainerPlace.parse(LAKE + "/tables/t").orElseThrow();
        assertThat(place.isBelow(ContainerPlace.parse(LAKE).orElseThrow())).isTrue();
        assertThat(place.isBelow(ContainerPlace.parse(LAKE + "/tables").orElseThrow()))
                .isTrue();
        assertThat(place.isBelow(ContainerPlace.parse(LAKE + "/table").orElseThrow()))
                .isFalse();
        assertThat(place.isBelow(place)).isFalse();
        assertThat(place.isBelow(
                        ContainerPlace.parse(LAKE.replace("acme", "other")).orElseThrow()))
                .isFalse();
    }
}
