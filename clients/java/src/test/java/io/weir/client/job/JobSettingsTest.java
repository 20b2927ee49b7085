package io.weir.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.client.call.ClientSettings;
import io.weir.client.call.Variables;
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
        assertThat(from(DATLAKE))
                .isEqualTo(new JobSettings(
                        new ClientSettings(
                                URI.create("http://a"), "k", Duration.ofMillis(1500), 7, Duration.ofMillis(20)),
                        "kept",
                        true));
    }

    @Test
    void ourOwnNamesComeFirst() {
        Map<String, String> both = new HashMap<>(DATLAKE);
        DATLAKE.keySet().forEach(name -> both.put(name.replace("DATLAKE_", "WEIR_"), "1"));
        both.put("WEIR_API_URL", "https://b");
        assertThat(from(both))
                .isEqualTo(new JobSettings(
                        new ClientSettings(URI.create("https://b"), "1", Duration.ofMillis(1), 1, Duration.ofMillis(1)),
                        "1",
                        true));
    }

    @Test
    void whatIsNotSaidOrEmptyIsAsUsual() {
        JobSettings usual = new JobSettings(
                new ClientSettings(
                        URI.create("http://127.0.0.1:8080"), null, Duration.ofSeconds(30), 4, Duration.ofMillis(200)),
                "artifacts",
                false);
        Map<String, String> empty = new HashMap<>();
        DATLAKE.keySet().forEach(name -> empty.put(name, ""));
        empty.put("WEIR_TOKEN", "");
        assertThat(from(Map.of())).isEqualTo(usual);
        assertThat(from(empty)).isEqualTo(usual);
    }

    @Test
    void anEmptyNameOfOursLeavesTheOther() {
        assertThat(from(Map.of("WEIR_API_URL", "", "DATLAKE_API_URL", "http://a"))
                        .client()
                        .url())
                .isEqualTo(URI.create("http://a"));
    }

    @Test
    void theTokenOfCommandsComesFirst() {
        assertThat(from(Map.of("WEIR_TOKEN", "t")).client().token()).isEqualTo("t");
        assertThat(from(Map.of("WEIR_TOKEN", "t", "DATLAKE_API_KEY", "k"))
                        .client()
                        .token())
                .isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource({"1,true", "true,true", "TRUE,true", "yes,true", "on,true", "0,false", "false,false", "no,false"})
    void yesHasManyForms(String value, boolean ships) {
        assertThat(from(Map.of("DATLAKE_LOG_SHIP", value)).shipLogs()).isEqualTo(ships);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "0", "1000000000", "99999999999999999999"})
    void whatIsNoTimeIsRefused(String value) {
        assertThatThrownBy(() -> from(Map.of("DATLAKE_DEFAULT_TIMEOUT_MS", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DEFAULT_TIMEOUT_MS")
                .hasMessageContaining(value);
    }

    @Test
    void aCallIsAttemptedOnceAtLeast() {
        assertThat(from(Map.of("DATLAKE_RETRY_MAX_ATTEMPTS", "0")).client().attempts())
                .isEqualTo(1);
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(from(Map.of("DATLAKE_API_KEY", "secret-key")).toString()).doesNotContain("secret-key");
    }

    private static JobSettings from(Map<String, String> environment) {
        return JobSettings.from(new Variables(environment));
    }
}
