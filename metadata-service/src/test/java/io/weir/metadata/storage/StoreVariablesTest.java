package io.weir.metadata.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The variables by which the chart says where tables lie: a name that is a little other sets nothing, and nobody is told. */
class StoreVariablesTest {

    @Test
    void theChartsVariablesAreTheServicesSettings() {
        MetadataSettings.Metadata settings = bound(Map.of(
                        "WEIR_METADATA_ALLOWED_ROOTS", "s3://lake/a,gs://lake",
                        "WEIR_METADATA_S3_PATH_STYLE", "true",
                        "WEIR_METADATA_AZURE_IDENTITY_ACCOUNTS", "one,two",
                        "WEIR_METADATA_AZURE_ACCOUNTKEYS_ACME", "file:/run/azure/acme",
                        "WEIR_METADATA_GOOGLE_KEY", "file:/run/google/key.json"))
                .metadata();
        assertThat(settings.allowedRoots()).containsExactly("s3://lake/a", "gs://lake");
        assertThat(settings.s3().pathStyle()).isTrue();
        assertThat(settings.azure().identityAccounts()).containsExactlyInAnyOrder("one", "two");
        assertThat(settings.azure().accountKeys()).containsOnlyKeys("acme");
        assertThat(settings.google().key()).isNotNull();
    }

    private static MetadataSettings bound(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new SystemEnvironmentPropertySource("systemEnvironment-of-a-pod-systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bind("weir", MetadataSettings.class).get();
    }
}
