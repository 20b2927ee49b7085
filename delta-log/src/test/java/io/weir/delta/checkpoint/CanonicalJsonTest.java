package io.weir.delta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.json.DeltaJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CanonicalJsonTest {

    /** The protocol's own example. */
    private static final JsonNode EXAMPLE = DeltaJson.parse("""
            {"k0":"'v 0'", "checksum": "adsaskfljadfkjadfkj", "k1":{"k2": 2, "k3": ["v3", [1, 2],
             {"k4": "v4", "k5": ["v5", "v6", "v7"]}]}}""", "example");

    @Test
    void theProtocolsExampleHasItsCanonicalForm() {
        assertThat(CanonicalJson.canonical(EXAMPLE, "checksum"))
                .isEqualTo("\"k0\"=\"%27v%200%27\",\"k1\"+\"k2\"=2,\"k1\"+\"k3\"+0=\"v3\",\"k1\"+\"k3\"+1+0=1,"
                        + "\"k1\"+\"k3\"+1+1=2,\"k1\"+\"k3\"+2+\"k4\"=\"v4\",\"k1\"+\"k3\"+2+\"k5\"+0=\"v5\","
                        + "\"k1\"+\"k3\"+2+\"k5\"+1=\"v6\",\"k1\"+\"k3\"+2+\"k5\"+2=\"v7\"");
    }

    @Test
    void theProtocolsExampleHasItsChecksum() {
        assertThat(CanonicalJson.checksum(EXAMPLE, "checksum")).isEqualTo("6a92d155a59bf2eecbd4b4ec7fd1f875");
    }

    @Test
    void literalsAndAddressesAreEncodedAsTheProtocolHasThem() {
        JsonNode json =
                DeltaJson.parse("{\"a\":10,\"b\":{\"y\":null,\"x\":\"https://delta.io\"},\"c\":\"~*+\"}", "json");
        assertThat(CanonicalJson.canonical(json, "checksum"))
                .isEqualTo("\"a\"=10,\"b\"+\"x\"=\"https%3A%2F%2Fdelta.io\",\"b\"+\"y\"=null,\"c\"=\"~%2A%2B\"");
    }
}
