package io.weir.ingest.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.store.StoreAddress;
import io.weir.test.s3.ObjectServer;
import io.weir.test.s3.S3Server;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class S3FilesTest extends ObjectFilesContract {

    @AutoClose
    private static final S3Server server = new S3Server();

    private static final AtomicInteger ASKED = new AtomicInteger();

    S3FilesTest() {
        super(
                server,
                "s3://" + ObjectServer.BUCKET,
                Map.of(StoreAddress.ACCESS_KEY_ID, "somebody", StoreAddress.SECRET_ACCESS_KEY, "secret:key"));
    }

    @Override
    String secret() {
        ASKED.incrementAndGet();
        return "a key";
    }

    @Override
    Runnable refuse() {
        server.letIn(call -> false);
        return () -> server.letIn(call -> true);
    }

    @Override
    String refused() {
        return "access is denied; these credentials need s3:GetObject";
    }

    /** What is exchanged then counts, without the source being opened anew. */
    @Test
    void theKeyIsAskedForAgainWhileFilesAreRead() {
        readsOnAfter(() -> ASKED.set(0));
        assertThat(ASKED).hasPositiveValue();
    }

    /** More than a page of a listing has. */
    @Test
    void listingsGoOnToTheirEnd() {
        for (int file = 0; file < 1_003; file++) {
            put("pages/%04d.ndjson".formatted(file), "{}\n");
        }
        assertThat(sources().ends(request("pages", EARLIEST))).isEqualTo(Map.of(0, 1_003L));
    }
}
