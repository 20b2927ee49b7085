package io.weir.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment and a DSN say; the tests of the other clients ask the same of theirs. */
class ClientSettingsTest {

    @Test
    void aDsnSaysAll() {
        assertThat(ClientSettings.fromDsn(
                        "https://:t%2Fo+k@weir.example.com:8443/v2?timeout=1500&attempts=2&backoff=0"))
                .isEqualTo(new ClientSettings(
                        URI.create("https://weir.example.com:8443"),
                        "t/o+k",
                        Duration.ofMillis(1500),
                        2,
                        Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "https://:t@host, https://host, t",
        "https://t@host, https://host, t",
        "https://user:t@host/, https://host, t",
        "http://host/v2/, http://host,",
        "http://host/base/v2, http://host/base,"
    })
    void aDsnHasSeveralForms(String dsn, URI url, String token) {
        assertThat(ClientSettings.fromDsn(dsn).url()).isEqualTo(url);
        assertThat(ClientSettings.fromDsn(dsn).token()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "ftp://:secret@host", "https://:secret@", "https://:sec ret@host", "https:secret@host"
            })
    void aDsnThatIsNoneIsNotRepeated(String dsn) {
        assertThatThrownBy(() -> ClientSettings.fromDsn(dsn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://:TOKEN@host")
                .satisfies(refused -> assertThat(refused.toString()).doesNotContain("secret", "sec ret"))
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({"timeout, 0", "timeout, soon", "attempts, 0", "attempts, -1", "backoff, 1.5"})
    void aDsnsNumberThatIsNoneIsNamed(String name, String value) {
        assertThatThrownBy(() -> ClientSettings.fromDsn("https://:t@host?" + name + "=" + value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value);
    }

    @Test
    void ourVariablesComeBeforeThoseThatPeopleHave() {
        Map<String, String> theirs = Map.of("DELTASTREAM_SERVER_URL", "https://d/v2", "DELTASTREAM_TOKEN", "d");
        assertThat(settings(theirs)).isEqualTo(ClientSettings.of("https://d", "d"));
        Map<String, String> both = Map.of(
                "DELTASTREAM_SERVER_URL",
                "https://d/v2",
                "DELTASTREAM_TOKEN",
                "d",
                "WEIR_URL",
                "https://w",
                "WEIR_TOKEN",
                "w");
        assertThat(settings(both)).isEqualTo(ClientSettings.of("https://w", "w"));
        assertThat(settings(
                        Map.of("WEIR_URL", "https://w", "WEIR_DSN", "https://:n@n", "WEIR_DEFAULT_TIMEOUT_MS", "5")))
                .isEqualTo(new ClientSettings(
                        URI.create("https://n"), "n", Duration.ofMillis(5), 4, Duration.ofMillis(200)));
    }

    @Test
    void anAddressWithCredentialsIsRefused() {
        assertThatThrownBy(() -> ClientSettings.of("https://:secret@host", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DSN")
                .satisfies(refused -> assertThat(refused.toString()).doesNotContain("secret"));
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(ClientSettings.of("https://host", "secret-token").toString()).doesNotContain("secret-token");
    }

    private static ClientSettings settings(Map<String, String> environment) {
        return ClientSettings.from(new Variables(environment));
    }
}
