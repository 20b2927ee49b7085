package io.weir.platform.store.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.client.ApiException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.Test;

/** What came of a look that no worker answered. */
class WorkerReadersTest {

    @Test
    void aWorkerThatIsSlowIsNotCalledAbsent() {
        assertThat(WorkerReaders.why(new ApiException(new HttpTimeoutException("request timed out"))))
                .isEqualTo("An ingest worker is at it and has not answered within 25 seconds");
    }

    @Test
    void oneThatCannotBeReachedIs() {
        String absent = "No ingest worker answers, who would sign in";
        assertThat(WorkerReaders.why(new ApiException(new ConnectException()))).isEqualTo(absent);
        assertThat(WorkerReaders.why(new ApiException(new HttpConnectTimeoutException("connect timed out"))))
                .isEqualTo(absent);
    }
}
