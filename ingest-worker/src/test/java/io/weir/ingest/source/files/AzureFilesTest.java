package io.weir.ingest.source.files;

import io.weir.ingest.store.StoreAddress;
import io.weir.test.s3.AzureServer;
import io.weir.test.s3.ObjectServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AzureFilesTest extends ObjectFilesContract {

    @AutoClose
    private static final AzureServer server = new AzureServer();

    AzureFilesTest() {
        super(
                server,
                "abfss://" + ObjectServer.BUCKET + "@account.dfs.core.windows.net",
                Map.of(StoreAddress.ACCOUNT_KEY, "secret:key"));
    }

    private static volatile String key = "YSBrZXk=";

    @Override
    String secret() {
        return key;
    }

    @Override
    Runnable refuse() {
        server.letIn(call -> call.isSignedWith("YW5vdGhlcg=="));
        return () -> server.letIn(call -> true);
    }

    @Override
    String refused() {
        return "(403 AuthenticationFailed)";
    }

    @Test
    void anAccountsKeyIsExchangedWhileFilesAreRead() {
        server.letIn(call -> call.isSignedWith("YSBrZXk="));
        try {
            readsOnAfter(() -> {
                server.letIn(call -> call.isSignedWith("dGhlIG5leHQ="));
                key = "dGhlIG5leHQ=";
            });
        } finally {
            server.letIn(call -> true);
        }
    }
}
