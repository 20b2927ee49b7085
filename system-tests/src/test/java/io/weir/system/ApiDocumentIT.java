package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.weir.system.SharedPlatform.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API that runs is the API that is published. */
@ExtendWith(SharedPlatform.class)
class ApiDocumentIT {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** On a difference the running document is written to {@code target/openapi.json}, ready to be committed. */
    @Test
    void theMergedDocumentIsTheCommittedOne(Addresses weir) throws Exception {
        JsonNode running = Http.json(Http.get(weir.gateway() + "/v3/api-docs").body());
        Path committed = Path.of(System.getProperty("weir.home", ".."), "clients/openapi.json");
        Files.writeString(Path.of("target/openapi.json"), text(running));
        assertThat(text(running)).isEqualTo(text(Http.json(Files.readString(committed))));
    }

    @ParameterizedTest(name = "service {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void everyServiceHasADocumentAndAPageForIt(int service, Addresses weir) throws Exception {
        String address = weir.service(service);
        JsonNode document = Http.json(Http.get(address + "/v3/api-docs").body());
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("paths")).isNotEmpty();
        assertThat(Http.get(address + "/swagger-ui.html").statusCode()).isIn(200, 302);
    }

    private static String text(JsonNode document) throws IOException {
        return MAPPER.writeValueAsString(MAPPER.treeToValue(document, Object.class));
    }
}
