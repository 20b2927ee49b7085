package io.weir.metadata.importing;

import io.weir.test.s3.AzureServer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class AzureImportTest extends ObjectImportContract {

    @AutoClose
    private static final AzureServer azure = new AzureServer();

    @BeforeAll
    static void start() throws IOException {
        start(
                "abfss://" + AzureServer.BUCKET + "@weirtest.dfs.core.windows.net/lake",
                "--weir.metadata.azure.endpoint=" + azure.endpoint(),
                "--weir.metadata.azure.account-keys.weirtest=file:"
                        + Files.writeString(folder.resolve("key"), "a25vd3M="));
    }
}
