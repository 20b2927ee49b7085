package io.weir.support.part;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusedPartsTest {

    @ParameterizedTest
    @CsvSource({
        "flyway.autoconfigure.FlywayAutoConfiguration, metadata-service, true",
        "restclient.autoconfigure.RestTemplateAutoConfiguration, metadata-service, false",
        "restclient.autoconfigure.RestTemplateAutoConfiguration, platform-api, false",
        "restclient.autoconfigure.RestClientAutoConfiguration, metadata-service, true",
        "data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration, metadata-service, false",
        "data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration, platform-api, true",
    })
    void leavesOutWhatTheServiceDoesNotUse(String part, String service, boolean used) {
        assertThat(UnusedParts.isUsed("org.springframework.boot." + part, service))
                .isEqualTo(used);
    }
}
