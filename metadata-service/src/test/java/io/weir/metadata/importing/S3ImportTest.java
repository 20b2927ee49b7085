package io.weir.metadata.importing;

import io.weir.test.s3.S3Server;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class S3ImportTest extends ObjectImportContract {

    @AutoClose
    private static final S3Server s3 = new S3Server();

    @BeforeAll
    static void start() {
        start(
                "s3://" + S3Server.BUCKET + "/lake",
                "--weir.metadata.s3.endpoint=" + s3.endpoint(),
                "--weir.metadata.s3.path-style=true");
    }
}
