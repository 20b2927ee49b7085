package io.weir.metadata.importing;

import io.weir.test.s3.GoogleServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class GoogleImportTest extends ObjectImportContract {

    @AutoClose
    private static final GoogleServer google = new GoogleServer();

    @BeforeAll
    static void start() {
        start("gs://" + GoogleServer.BUCKET + "/lake", "--weir.metadata.google.endpoint=" + google.endpoint());
    }
}
