package io.weir.support.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Settings that would leave a connection open to listeners end the start, and say which. */
class TlsEnvironmentTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weir.metadata.s3.endpoint",
                "weir.metadata.azure.endpoint",
                "weir.metadata.google.endpoint",
                "weir.lineage.objects.s3.endpoint"
            })
    void aStoreIsNotCalledWithoutTlsUnlessItIsNamed(String setting) {
        assertThatThrownBy(() -> prepared(Map.of(setting, "http://minio:9000")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining("weir.tls.plain-stores");
        prepared(Map.of(setting, "http://minio:9000", "weir.tls.plain-stores", "azurite,minio"));
        prepared(Map.of(setting, "https://minio:9000"));
        prepared(Map.of(setting, "http://127.0.0.1:9000"));
        prepared(Map.of(setting, "http://[::1]:9000"));
        prepared(Map.of(setting, ""));
    }

    @Test
    void aCertificateAndItsKeyGoTogether() {
        assertThatThrownBy(() -> prepared(Map.of("weir.tls.key", "/run/tls/tls.key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a certificate and a key");
        StandardEnvironment environment =
                prepared(Map.of("weir.tls.certificate", "/run/tls/tls.crt", "weir.tls.key", "/run/tls/tls.key"));
        assertThat(environment.getProperty("server.ssl.bundle")).isEqualTo("weir");
        assertThat(prepared(Map.of("weir.tls.certificate", "")).getProperty("server.ssl.bundle"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a certificate"})
    void aFileWithoutAuthoritiesEndsTheStart(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.crt"), content);
        assertThatThrownBy(() -> prepared(Map.of("weir.tls.authorities", file.toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString());
    }

    private static StandardEnvironment prepared(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        new TlsEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
