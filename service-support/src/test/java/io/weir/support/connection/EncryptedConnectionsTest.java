package io.weir.support.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.support.probe.ProbeService;
import io.weir.test.SelfSigned;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedConnectionsTest {

    private static final int BYTES = 4 << 20;

    /** The cipher says how large their buffers must be, which are the container's own. */
    @Test
    void aLongAnswerComesWhole(@TempDir Path folder) throws Exception {
        SelfSigned keys = SelfSigned.in(folder);
        try (ProbeService.Running service =
                ProbeService.start("--weir.tls.certificate=" + keys.certificate(), "--weir.tls.key=" + keys.key())) {
            URI address = URI.create(
                    "https://localhost:" + service.asking().port() + "/probe/bytes?count=" + BYTES + "&seed=1");
            byte[] body = HttpClient.newBuilder()
                    .sslContext(keys.context())
                    .build()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray())
                    .body();
            assertThat(body).hasSize(BYTES);
            assertThat(body[BYTES - 1]).isEqualTo((byte) (BYTES - 1));
        }
    }
}
