package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.system.SharedPlatform.Addresses;
import io.weir.test.openapi.PublishedApi;
import java.net.http.HttpResponse;
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

    /** Its places, its topics, and jars that no document has room for. */
    private static final Set<String> OF_THE_INSTALLATION =
            Set.of("importTable", "dryRunPipeline", "createFunctionSource");

    private final Addresses weir;
    private final PublishedApi api;

    PublishedApiIT(Addresses weir) throws Exception {
        this.weir = weir;
        this.api = new PublishedApi(Http.get(weir.gateway() + "/v3/api-docs").body(), SEED);
    }

    private HttpResponse<String> call(String method, String target, String body) throws Exception {
        return Http.call(method, weir.gateway() + target, "application/json", body);
    }

    @Test
    void noCallOfAnyServiceBreaksTheContract() throws Exception {
        assertThat(api.faults(
                        operation -> !ELSEWHERE.contains(operation) && !isEndless(operation),
                        CALLS_PER_OPERATION,
                        this::call))
                .isEmpty();
    }

    /** A new operation that lacks it fails here. */
    @Test
    void everyOperationHasExamplesAndTheProblemsItMayMeet() {
        assertThat(api.gaps()).isEmpty();
    }

    @Test
    void everyExampleIsUnderstood() throws Exception {
        assertThat(api.misunderstoodExamples(operation -> !OF_THE_INSTALLATION.contains(operation), this::call))
                .isEmpty();
    }

    private static boolean isEndless(String operation) {
        return operation.startsWith("stream");
    }
}
