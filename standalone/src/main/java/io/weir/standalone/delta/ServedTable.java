package io.weir.standalone.delta;

import io.weir.client.ApiException;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.sql.TableContent;
import io.weir.delta.sql.TableState;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.resource.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A table of a running platform, in the words of the protocol: the generated client would not keep every digit. */
final class ServedTable {

    private static final int OK = 200;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final Gateway gateway;
    private final String name;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ServedTable(Connection connection, String name) {
        this.connection = connection;
        this.gateway = ServerFlags.gateway(connection);
        this.name = name;
    }

    /** What is done with each file. */
    interface FileConsumer {
        void accept(AddFile file) throws IOException;
    }

    /**
     * All but the files.
     *
     * @param version null for the newest
     */
    TableContent content(@Nullable Long version) throws IOException {
        String location = json("").path("location").asString("");
        JsonNode snapshot = json("/snapshot" + (version == null ? "" : "?version=" + version));
        TableState state = new TableState(
                snapshot.path("version").asLong(),
                Instant.parse(snapshot.path("timestamp").asString("")).toEpochMilli(),
                location,
                (Protocol) action(Protocol.KEY, snapshot.path("protocol")),
                (Metadata) action(Metadata.KEY, snapshot.path("metadata")),
                snapshot.path("files").asLong(),
                snapshot.path("bytes").asLong());
        List<SetTransaction> transactions = new ArrayList<>();
        snapshot.path("transactions")
                .forEach(transaction -> transactions.add((SetTransaction) action(SetTransaction.KEY, transaction)));
        List<DomainMetadata> domains = new ArrayList<>();
        snapshot.path("domainMetadata")
                .forEach(domain -> domains.add((DomainMetadata) action(DomainMetadata.KEY, domain)));
        return new TableContent(state, transactions, domains);
    }

    /** The live files at a version, one after the other as they arrive. */
    void forEachFile(long version, FileConsumer consumer) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                stream("/files?version=" + version, "application/x-ndjson"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept((AddFile) action(AddFile.KEY, DeltaJson.parse(line, AddFile.KEY)));
            }
        }
    }

    /** Which of all tables that ever had the name has it now. */
    String id() throws IOException {
        return json("").path("id").asString("");
    }

    private static Action action(String kind, JsonNode body) {
        return ActionJson.read(DeltaJson.mapper().createObjectNode().set(kind, body), "");
    }

    private JsonNode json(String target) throws IOException {
        try (InputStream body = stream(target, "application/json")) {
            return DeltaJson.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8), "answer");
        }
    }

    private InputStream stream(String target, String type) {
        String path = "/api/v1/tables/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + target;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.gateway() + path))
                .timeout(LONGEST_SILENCE)
                .header("Accept", type);
        connection.sign(request);
        return gateway.call("export " + name, () -> answer(request.build()));
    }

    private InputStream answer(HttpRequest request) throws ApiException {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == OK) {
                return new AwakeStream(response.body(), LONGEST_SILENCE);
            }
            try (InputStream body = response.body()) {
                throw new ApiException(
                        response.statusCode(),
                        response.headers(),
                        new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException away) {
            throw new ApiException(away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiException(stopped);
        }
    }
}
