package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The requests of Marquez' web interface, as {@code marquez-web.txt} lists them. */
final class MarquezWeb {

    private MarquezWeb() {}

    /**
     * One request.
     *
     * @param needed pointers to what the answer must have, each perhaps with a value
     */
    record Request(String method, String path, List<String> needed) {

        void check(TestService service) {
            String body = method.equals("PUT") ? "{\"description\": \"what was seen\"}" : "";
            var answer = service.send(service.request(path).method(method, BodyPublishers.ofString(body)));
            assertThat(answer.status())
                    .as("%s %s: %s", method, path, answer.text())
                    .isBetween(200, 204);
            needed.forEach(pointer -> check(pointer, answer));
        }

        private void check(String needed, TestService.Answer answer) {
            String[] parts = needed.split("=", 2);
            JsonNode found = answer.json().at(parts[0].replace("[]", "0"));
            assertThat(found.isMissingNode() || found.isNull())
                    .as("%s %s: %s in %s", method, path, needed, answer.text())
                    .isFalse();
            if (parts.length == 2) {
                assertThat(found.asString(""))
                        .as("%s %s: %s", method, path, needed)
                        .isEqualTo(parts[1]);
            }
        }
    }

    /** All of them in order, with these names filled in. */
    static List<Request> requests(Map<String, String> names) {
        List<Request> requests = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MarquezWeb.class.getResourceAsStream("/marquez-web.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String filled = filled(line, names);
                if (filled.startsWith(" ")) {
                    requests.get(requests.size() - 1)
                            .needed
                            .addAll(List.of(filled.strip().split(" ")));
                } else if (!filled.startsWith("#")) {
                    String[] parts = filled.split(" ", 2);
                    requests.add(new Request(parts[0], parts[1], new ArrayList<>()));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return requests;
    }

    private static String filled(String line, Map<String, String> names) {
        String filled = line;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }
}
