package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.system.SharedPlatform.Addresses;
import io.weir.test.openapi.PublishedApi;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of every service, through the gateway with an administrator's token, is what the document says. */
@ExtendWith(SharedPlatform.class)
class PublishedApiIT {

    private static final int CALLS_PER_OPERATION = 8;
    private static final long SEED = 20261123;

    /** By numbers, which may be those of other tests' grants: the control plane's own tests have it. */
    private static final Set<String> ELSEWHERE = Set.of("deleteGrant");

    @Test
    void noCallOfAnyServiceBreaksTheContract(Addresses weir) throws Exception {
        String document = Http.get(weir.gateway() + "/v3/api-docs").body();
        PublishedApi api = new PublishedApi(document, SEED);

        assertThat(api.faults(
                        operation -> !ELSEWHERE.contains(operation) && !isEndless(operation),
                        CALLS_PER_OPERATION,
                        (method, target, body) -> Http.call(method, weir.gateway() + target, "application/json", body)))
                .isEmpty();
    }

    private static boolean isEndless(String operation) {
        return operation.startsWith("stream");
    }
}
