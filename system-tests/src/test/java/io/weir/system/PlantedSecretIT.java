package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.system.SharedPlatform.Addresses;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody keeps as a secret, and uses, is in no file of the platform, in no metric, and in no answer. */
@ExtendWith(SharedPlatform.class)
class PlantedSecretIT {

    private static final String PLANTED = PlantedSecrets.PLANTED + "Qm7Zt0pX4vL9";
    private static final int SERVICES = 4;

    private final List<String> answers = new ArrayList<>();
    private final Addresses weir;

    PlantedSecretIT(Addresses weir) {
        this.weir = weir;
    }

    private int call(String method, String address, String body) throws Exception {
        HttpResponse<String> answer = Http.call(method, address, "application/json", body);
        answers.add(method + " " + address + ": " + answer.body() + answer.headers());
        return answer.statusCode();
    }

    private int api(String method, String path, String body) throws Exception {
        return call(method, weir.gateway() + "/api/v1" + path, body);
    }

    private static String store(String password) {
        return "{\"name\":\"planted\",\"kind\":\"KAFKA\",\"properties\":{\"bootstrapServers\":\"127.0.0.1:1\","
                + "\"securityProtocol\":\"SASL_PLAINTEXT\",\"username\":\"weir\",\"password\":\"" + password + "\"}}";
    }

    @Test
    void itIsInNoFileNoMetricAndNoAnswer() throws Exception {
        assertThat(api("POST", "/secrets", "{\"name\":\"planted\",\"value\":\"" + PLANTED + "\"}"))
                .isEqualTo(201);
        assertThat(api("POST", "/stores", store(PLANTED)))
                .as("written out where a name belongs")
                .isEqualTo(422);
        assertThat(api("POST", "/stores", store("secret:planted"))).isEqualTo(201);
        // Nobody answers there: what fails tells more than what does not.
        api("POST", "/stores/planted/test-connection", "");
        api("GET", "/stores/planted/topics", "");
        for (String path : List.of("/secrets", "/secrets/planted", "/stores", "/stores/planted", "/audit", "/health")) {
            api("GET", path, "");
        }
        for (int service = 0; service < SERVICES; service++) {
            call("GET", weir.service(service) + "/actuator/prometheus", "");
        }

        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(PLANTED));
        assertThat(answers).as("metrics").anyMatch(answer -> answer.contains("jvm_memory_used_bytes"));
        String told = "SASL_PLAINTEXT";
        assertThat(PlantedSecrets.search(weir.dataDir(), List.of(PLANTED, PlantedSecrets.encoded(PLANTED), told)))
                .as("what is no secret is found")
                .isNotEmpty()
                .allMatch(found -> found.startsWith(told));
        assertThat(api("DELETE", "/stores/planted", "")).isEqualTo(204);
        assertThat(api("DELETE", "/secrets/planted", "")).isEqualTo(204);
    }
}
