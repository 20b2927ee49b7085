package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.system.SharedPlatform.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody keeps as a secret, and uses, is in no file of the platform, in no metric, and in no answer. */
@ExtendWith(SharedPlatform.class)
class PlantedSecretIT {

    private static final String PLANTED = "hunter2-planted-Qm7Zt0pX4vL9";
    private static final int SERVICES = 4;
    private static final int PIECE = 1 << 20;
    private static final int OVERLAP = 100;

    private final List<String> answers = new ArrayList<>();
    private final Addresses weir;

    PlantedSecretIT(Addresses weir) {
        this.weir = weir;
    }

    private int call(String method, String address, String body) throws Exception {
        HttpResponse<String> answer = Http.call(method, address, "application/json", body);
        answers.add(method + " " + address + ": " + answer.body() + answer.headers());
        return answer.statusCode();
    }

    private int api(String method, String path, String body) throws Exception {
        return call(method, weir.gateway() + "/api/v1" + path, body);
    }

    private static String store(String password) {
        return "{\"name\":\"planted\",\"kind\":\"KAFKA\",\"properties\":{\"bootstrapServers\":\"127.0.0.1:1\","
                + "\"securityProtocol\":\"SASL_PLAINTEXT\",\"username\":\"weir\",\"password\":\"" + password + "\"}}";
    }

    @Test
    void itIsInNoFileNoMetricAndNoAnswer() throws Exception {
        assertThat(api("POST", "/secrets", "{\"name\":\"planted\",\"value\":\"" + PLANTED + "\"}"))
                .isEqualTo(201);
        assertThat(api("POST", "/stores", store(PLANTED)))
                .as("written out where a name belongs")
                .isEqualTo(422);
        assertThat(api("POST", "/stores", store("secret:planted"))).isEqualTo(201);
        // Nobody answers there: what fails tells more than what does not.
        api("POST", "/stores/planted/test-connection", "");
        api("GET", "/stores/planted/topics", "");
        for (String path : List.of("/secrets", "/secrets/planted", "/stores", "/stores/planted", "/audit", "/health")) {
            api("GET", path, "");
        }
        for (int service = 0; service < SERVICES; service++) {
            call("GET", weir.service(service) + "/actuator/prometheus", "");
        }

        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(PLANTED));
        assertThat(answers).as("metrics").anyMatch(answer -> answer.contains("jvm_memory_used_bytes"));
        String encoded = Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8));
        String told = "SASL_PLAINTEXT";
        assertThat(filesWith(List.of(PLANTED, encoded.substring(0, 24), told)))
                .as("what is no secret is found")
                .isNotEmpty()
                .allMatch(found -> found.startsWith(told));
        assertThat(api("DELETE", "/stores/planted", "")).isEqualTo(204);
        assertThat(api("DELETE", "/secrets/planted", "")).isEqualTo(204);
    }

    /**
     * Logs, tables and their write-ahead log, what the broker and the workers keep: all that is on the platform's disk. Says which
     * text is where.
     */
    private List<String> filesWith(List<String> texts) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(weir.dataDir())) {
            // The broker's are made at their full size, and hold numbers alone.
            if (!file.toString().endsWith("index")) {
                search(file, texts).forEach(text -> found.add(text + " in " + file));
            }
        }
        return found;
    }

    /** Of what comes and goes under the platform, what is there when it is looked at. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    files.addAll(files(entry));
                } else if (Files.isRegularFile(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException gone) {
            return files;
        }
        return files;
    }

    /** In pieces that overlap by more than a text has. */
    private static Set<String> search(Path file, List<String> texts) throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            String end = "";
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                String text = end + new String(piece, StandardCharsets.ISO_8859_1);
                texts.stream().filter(text::contains).forEach(found::add);
                end = text.substring(Math.max(0, text.length() - OVERLAP));
            }
        } catch (NoSuchFileException gone) {
            return found;
        }
        return found;
    }
}
