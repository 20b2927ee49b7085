package io.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.client.model.Pipeline;
import io.weir.client.model.Store;
import org.junit.jupiter.api.Test;

/** What a gateway of a later build says is read, whichever words it has that this client knows nothing of. */
class UnknownValuesTest {

    @Test
    void aValueThatCameLaterIsToldAsUnknownAndTheRestIsRead() throws Exception {
        Store store = ApiClient.createDefaultObjectMapper()
                .readValue("{\"name\": \"lake\", \"kind\": \"HOLOGRAM\", \"since\": \"later\"}", Store.class);
        assertThat(store.getName()).isEqualTo("lake");
        assertThat(store.getKind()).isEqualTo(Store.KindEnum.UNKNOWN_DEFAULT_OPEN_API);

        Pipeline pipeline = ApiClient.createDefaultObjectMapper()
                .readValue("{\"name\": \"orders\", \"state\": \"DREAMING\"}", Pipeline.class);
        assertThat(pipeline.getName()).isEqualTo("orders");
        assertThat(pipeline.getState()).isEqualTo(Pipeline.StateEnum.UNKNOWN_DEFAULT_OPEN_API);
    }
}
