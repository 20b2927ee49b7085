package io.weir.metadata.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.checkpoint.VersionChecksum;
import io.weir.delta.kernel.KernelTable;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.action.ActionText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the service says of a version must be what Delta Kernel reads from the mirror's path alone. */
public final class ReplayEquality {

    private final MetadataServer server;
    private final String table;
    private final UnaryOperator<String> readable;

    public ReplayEquality(MetadataServer server, String table) {
        this(server, table, location -> location);
    }

    /** @param readable gives, for a location, the folder that Kernel can read its files in */
    public ReplayEquality(MetadataServer server, String table, UnaryOperator<String> readable) {
        this.server = server;
        this.table = table;
        this.readable = readable;
    }

    void awaitMirror() {
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> mirror().get("backlog").longValue() == 0);
    }

    JsonNode mirror() {
        return server.get(path("/mirror")).expect(200).json();
    }

    /** At every version from 0 to the head. */
    void holdsEverywhere() {
        holdsAtEvery(1);
    }

    /** At every so manieth version, and at the head. */
    public void holdsAtEvery(int step) {
        awaitMirror();
        JsonNode head = server.get(path("")).expect(200).json();
        String location = readable.apply(head.get("location").stringValue());
        for (long version = 0; version <= head.get("version").longValue(); version += step) {
            holdsAt(KernelTable.open(location, version), location);
        }
        KernelTable latest = KernelTable.open(location);
        assertThat(latest.version()).isEqualTo(head.get("version").longValue());
        holdsAt(latest, location);
    }

    private void holdsAt(KernelTable kernel, String location) {
        String at = "version=" + kernel.version();
        JsonNode snapshot = server.get(path("/snapshot?" + at)).expect(200).json();
        assertThat(Instant.parse(snapshot.get("timestamp").stringValue()).toEpochMilli())
                .as("timestamp at " + at)
                .isEqualTo(kernel.timestamp());
        assertThat(snapshot.get("protocol")).as("protocol at " + at).isEqualTo(ActionJson.body(kernel.protocol()));
        assertThat(ActionText.metadata(snapshot.get("metadata").toString()))
                .as("metadata at " + at)
                .isEqualTo(kernel.metadata());
        assertThat(sqlFiles(at)).as("files at " + at).isEqualTo(kernelFiles(kernel));
        assertThat(transactions(snapshot)).as("transactions at " + at).isEqualTo(versions(kernel.transactions()));
        assertThat(snapshot.get("domainMetadata").valueStream().map(JsonNode::toString))
                .as("domains at " + at)
                .containsExactlyInAnyOrderElementsOf(
                        kernel.domainMetadata().stream().map(ActionText::body).toList());
        assertThat(snapshot.get("files").longValue()).isEqualTo(kernel.fileCount());
        assertThat(snapshot.get("bytes").longValue())
                .isEqualTo(kernel.files().stream().mapToLong(AddFile::size).sum());
        Path checksum = Path.of(location, "_delta_log", LogFileNames.checksum(kernel.version()));
        if (Files.exists(checksum)) {
            checksumFits(checksum, snapshot);
        }
    }

    /** A version may be without one, as no reader needs it; what there is is believed without a look at the files. */
    private static void checksumFits(Path file, JsonNode snapshot) {
        VersionChecksum checksum;
        try {
            checksum = VersionChecksum.parse(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String in = "in " + file;
        assertThat(checksum.numFiles()).as(in).isEqualTo(snapshot.get("files").longValue());
        assertThat(checksum.tableSizeBytes())
                .as(in)
                .isEqualTo(snapshot.get("bytes").longValue());
        assertThat(ActionJson.body(checksum.protocol())).as(in).isEqualTo(snapshot.get("protocol"));
        assertThat(checksum.metadata())
                .as(in)
                .isEqualTo(ActionText.metadata(snapshot.get("metadata").toString()));
        // Those of other writers need not have these.
        if (checksum.setTransactions() != null) {
            assertThat(versions(checksum.setTransactions())).as(in).isEqualTo(transactions(snapshot));
        }
        if (checksum.domainMetadata() != null) {
            assertThat(checksum.domainMetadata().stream().map(ActionText::body))
                    .as(in)
                    .containsExactlyInAnyOrderElementsOf(snapshot.get("domainMetadata")
                            .valueStream()
                            .map(JsonNode::toString)
                            .toList());
        }
    }

    private Map<String, String> sqlFiles(String at) {
        return server.get(path("/files?" + at), "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .map(line -> (AddFile) ActionText.read(AddFile.KEY, line))
                .collect(Collectors.toMap(file -> file.fileKey().toString(), ReplayEquality::text));
    }

    private static Map<String, String> kernelFiles(KernelTable kernel) {
        return kernel.files().stream()
                .collect(Collectors.toMap(file -> file.fileKey().toString(), ReplayEquality::text));
    }

    /** Data change and tags aside: a replay is told neither. */
    private static String text(AddFile file) {
        return file.partitionValues() + " " + file.size() + " " + file.modificationTime() + " " + file.stats() + " "
                + file.deletionVector() + " " + file.baseRowId() + " " + file.defaultRowCommitVersion();
    }

    private static Map<String, Long> transactions(JsonNode snapshot) {
        Map<String, Long> transactions = new TreeMap<>();
        snapshot.get("transactions")
                .forEach(txn -> transactions.put(
                        txn.get("appId").stringValue(), txn.get("version").longValue()));
        return transactions;
    }

    private static Map<String, Long> versions(Collection<SetTransaction> transactions) {
        Map<String, Long> versions = new TreeMap<>();
        transactions.forEach(txn -> versions.put(txn.appId(), txn.version()));
        return versions;
    }

    private String path(String rest) {
        return "/api/v1/tables/" + table + rest;
    }
}
