package io.weir.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment says to the Java client; {@code test_job.py} asks the same of the Python client. */
class JobSettingsTest {

    private static final Map<String, String> DATLAKE = Map.of(
            "DATLAKE_API_URL", "http://a/",
            "DATLAKE_API_KEY", "k",
            "DATLAKE_ARTIFACT_BUCKET", "kept",
            "DATLAKE_DEFAULT_TIMEOUT_MS", "1500",
            "DATLAKE_LOG_SHIP", "true",
            "DATLAKE_RETRY_MAX_ATTEMPTS", "7",
            "DATLAKE_RETRY_BACKOFF_MS", "20");

    @Test
    void everythingCanBeSaid() {
        assertThat(JobSettings.from(DATLAKE))
                .isEqualTo(new JobSettings(
                        URI.create("http://a"), "k", "kept", Duration.ofMillis(1500), true, 7, Duration.ofMillis(20)));
    }

    @Test
    void ourOwnNamesComeFirst() {
        Map<String, String> both = new HashMap<>(DATLAKE);
        DATLAKE.keySet().forEach(name -> both.put(name.replace("DATLAKE_", "WEIR_"), "1"));
        assertThat(JobSettings.from(both))
                .isEqualTo(new JobSettings(
                        URI.create("1"), "1", "1", Duration.ofMillis(1), true, 1, Duration.ofMillis(1)));
    }

    @Test
    void whatIsNotSaidOrEmptyIsAsUsual() {
        JobSettings usual = new JobSettings(
                URI.create("http://127.0.0.1:8080"),
                null,
                "artifacts",
                Duration.ofSeconds(30),
                false,
                4,
                Duration.ofMillis(200));
        Map<String, String> empty = new HashMap<>();
        DATLAKE.keySet().forEach(name -> empty.put(name, ""));
        empty.put("WEIR_TOKEN", "");
        assertThat(JobSettings.from(Map.of())).isEqualTo(usual);
        assertThat(JobSettings.from(empty)).isEqualTo(usual);
    }

    @Test
    void anEmptyNameOfOursLeavesTheOther() {
        assertThat(JobSettings.from(Map.of("WEIR_API_URL", "", "DATLAKE_API_URL", "http://a"))
                        .url())
                .isEqualTo(URI.create("http://a"));
    }

    @Test
    void theTokenOfCommandsIsGoodToo() {
        assertThat(JobSettings.from(Map.of("WEIR_TOKEN", "t")).apiKey()).isEqualTo("t");
        assertThat(JobSettings.from(Map.of("WEIR_TOKEN", "t", "DATLAKE_API_KEY", "k"))
                        .apiKey())
                .isEqualTo("k");
    }

    @ParameterizedTest
    @CsvSource({"1,true", "true,true", "TRUE,true", "yes,true", "on,true", "0,false", "false,false", "no,false"})
    void yesHasManyForms(String value, boolean ships) {
        assertThat(JobSettings.from(Map.of("DATLAKE_LOG_SHIP", value)).shipLogs())
                .isEqualTo(ships);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "0", "1000000000", "99999999999999999999"})
    void whatIsNoTimeIsRefused(String value) {
        assertThatThrownBy(() -> JobSettings.from(Map.of("DATLAKE_DEFAULT_TIMEOUT_MS", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DEFAULT_TIMEOUT_MS")
                .hasMessageContaining(value);
    }

    @Test
    void aCallIsAttemptedOnceAtLeast() {
        assertThat(JobSettings.from(Map.of("DATLAKE_RETRY_MAX_ATTEMPTS", "0")).attempts())
                .isEqualTo(1);
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(JobSettings.from(Map.of("DATLAKE_API_KEY", "secret-key")).toString())
                .doesNotContain("secret-key");
    }
}
