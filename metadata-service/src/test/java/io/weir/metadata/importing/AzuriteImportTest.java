package io.weir.metadata.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** From Azurite, Microsoft's own emulator, which checks signatures: {@code -Dweir.azurite=http://127.0.0.1:10000}. */
@EnabledIfSystemProperty(named = "weir.azurite", matches = "http.*")
class AzuriteImportTest extends ObjectImportContract {

    private static final String ACCOUNT = "devstoreaccount1";

    /** Everybody's, out of Azurite's documentation. */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    @BeforeAll
    static void start() throws Exception {
        String endpoint = System.getProperty("weir.azurite") + "/" + ACCOUNT;
        String container = "weir-" + UUID.randomUUID();
        HttpResponse<String> made =
                HttpClient.newHttpClient().send(container(endpoint, container), BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        start(
                "abfss://" + container + "@" + ACCOUNT + ".dfs.core.windows.net/lake",
                "--weir.metadata.azure.endpoint=" + endpoint,
                "--weir.metadata.azure.account-keys." + ACCOUNT + "=file:"
                        + Files.writeString(folder.resolve("key"), KEY));
    }

    /** Makes a container, as its owner does before Weir is told of it. */
    private static HttpRequest container(String endpoint, String container) throws GeneralSecurityException {
        String headers = "x-ms-date:" + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
                + "\nx-ms-version:2021-12-02";
        String path = "/" + ACCOUNT + "/" + ACCOUNT + "/" + container;
        // Eleven headers that there are none of, one in each line.
        String signed = "PUT\n" + "\n".repeat(11) + headers + "\n" + path + "\nrestype:container";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(endpoint + "/" + container + "?restype=container"))
                .header("Authorization", "SharedKey " + ACCOUNT + ":" + signature(signed))
                .PUT(BodyPublishers.noBody());
        headers.lines()
                .forEach(header -> request.header(
                        header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 1)));
        return request.build();
    }

    private static String signature(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }
}
