package io.weir.delta.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.StoredFolders;
import io.weir.delta.storage.StoredObjectsContract;
import io.weir.delta.storage.azure.AzureCredentials.AccountKey;
import io.weir.delta.storage.azure.AzureCredentials.SharedAccess;
import io.weir.delta.storage.rest.RestAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against Azurite, Microsoft's own emulator, which checks signatures: {@code -Dweir.azurite=http://127.0.0.1:10000}. */
@EnabledIfSystemProperty(named = "weir.azurite", matches = "http.*")
class AzuriteTest extends StoredObjectsContract {

    private static final String ACCOUNT = "devstoreaccount1";

    /** Everybody's, out of Azurite's documentation. */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static AzureContainer container;

    @BeforeAll
    static void makeAContainer() throws IOException {
        container = of(new AccountKey(() -> KEY));
        RestAnswer made = new AzureObjects(container, "").call(container());
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static AzureRequest container() {
        return AzureRequest.of("PUT", "").asking(Map.of("restype", "container"));
    }

    private static AzureContainer of(AzureCredentials credentials) {
        return new AzureContainer(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                URI.create(System.getProperty("weir.azurite") + "/" + ACCOUNT),
                ACCOUNT,
                container == null ? "weir-" + UUID.randomUUID() : container.container(),
                credentials,
                Duration.ofMinutes(1));
    }

    @Override
    protected StoredFolders empty() {
        return new AzureObjects(container, UUID.randomUUID() + "/", 2);
    }

    @Test
    void whoDoesNotHaveTheKeyIsToldSo() {
        for (AzureCredentials wrong : new AzureCredentials[] {
            new AccountKey(() -> "a25vd3M="), new SharedAccess(() -> "?sv=2019-12-12&sr=c&sp=r&sig=a25vd3M%3D")
        }) {
            assertThatThrownBy(() -> new AzureObjects(of(wrong), "t/").get("a"))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("access is denied")
                    .hasMessageNotContaining("a25vd3M");
        }
    }
}
