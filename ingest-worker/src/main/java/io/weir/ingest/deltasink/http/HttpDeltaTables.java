package io.weir.ingest.deltasink.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.CommitsApi;
import io.weir.client.api.TablesApi;
import io.weir.client.model.CommitRequest;
import io.weir.client.model.CreateTableRequest;
import io.weir.client.model.ExpectedTransaction;
import io.weir.client.model.FilePage;
import io.weir.client.model.Table;
import io.weir.client.model.TableCommit;
import io.weir.client.model.TableSnapshot;
import io.weir.client.model.TransactionPage;
import io.weir.client.model.TransactionRequest;
import io.weir.client.model.TransactionResult;
import io.weir.ingest.deltasink.DeltaCommit;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.DeltaTable;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.TableFile;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.GuardedService;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the metadata service. Reads are made again where they had no answer, commits never: what became of one, transactions
 * tell.
 */
@Component
final class HttpDeltaTables implements DeltaTables {

    private static final String METADATA = "metadata-service";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int NO_ANSWER = 0;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** Its headers make the commit, and what comes of it, part of the same trace. */
    private static final Step COMMIT = Step.call("POST metadata-service", Map.of("peer.service", METADATA));

    private static final int PAGE = 1000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TablesApi tables;
    private final CommitsApi commits;
    private final GuardedService service;
    private final Spans spans;
    private final @Nullable String owner;

    @Autowired
    HttpDeltaTables(ServiceLocations locations, ServiceIdentity identity, Dependencies dependencies, Spans spans) {
        this(locations, identity, dependencies, ANSWER, spans);
    }

    /** @param answer how long one is waited for; what was asked may be done nevertheless */
    HttpDeltaTables(
            ServiceLocations locations,
            ServiceIdentity identity,
            Dependencies dependencies,
            Duration answer,
            Spans spans) {
        this.service = new GuardedService(dependencies.service(METADATA));
        this.spans = spans;
        ApiClient client = new ApiClient();
        client.updateBaseUri(locations.metadataUrl().toString());
        client.setConnectTimeout(CONNECT);
        client.setReadTimeout(answer);
        client.setRequestInterceptor(identity::sign);
        this.tables = new TablesApi(client);
        this.commits = new CommitsApi(client);
        this.owner = null;
    }

    private HttpDeltaTables(HttpDeltaTables same, String owner) {
        this.tables = same.tables;
        this.commits = same.commits;
        this.service = same.service;
        this.spans = same.spans;
        this.owner = owner;
    }

    @Override
    public DeltaTables madeFor(String somebody) {
        return new HttpDeltaTables(this, somebody);
    }

    @Override
    public Optional<DeltaTable> find(String name) {
        try {
            Table table = service.ask(() -> tables.getTable(name));
            TableSnapshot snapshot = service.ask(() -> tables.getSnapshot(name, table.getVersion(), null));
            return Optional.of(new DeltaTable(
                    name,
                    table.getLocation(),
                    table.getVersion(),
                    table.getRows(),
                    table.getBytes(),
                    map(snapshot.getMetadata()),
                    map(table.getSchema()),
                    map(snapshot.getProtocol()),
                    domains(snapshot)));
        } catch (ApiException failed) {
            if (failed.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw Refusals.of("table " + name + " cannot be opened", failed);
        }
    }

    private static Map<String, String> domains(TableSnapshot snapshot) {
        Map<String, String> domains = new LinkedHashMap<>();
        for (Object action : snapshot.getDomainMetadata()) {
            Map<String, Object> domain = map(action);
            domains.put(String.valueOf(domain.get("domain")), String.valueOf(domain.get("configuration")));
        }
        return domains;
    }

    @Override
    public DeltaTable create(String name, Map<String, Object> schema, List<String> partitionColumns) {
        try {
            CreateTableRequest request = new CreateTableRequest()
                    .name(name)
                    .schema(schema)
                    .partitionColumns(partitionColumns)
                    .owner(owner);
            made(request);
        } catch (ApiException failed) {
            // One that another made is as good; but its place may be taken by one that was dropped, too.
            DeltaException refused = Refusals.of("table " + name + " cannot be made", failed);
            if (failed.getCode() != CONFLICT) {
                throw refused;
            }
            return find(name).orElseThrow(() -> refused);
        }
        return find(name).orElseThrow(() -> new IllegalStateException("table " + name + " was made and is not there"));
    }

    /** Where the place of one table is away, the service says that something is not there, and is there for all others. */
    private void made(CreateTableRequest request) throws ApiException {
        ApiException refused = service.<@Nullable ApiException>tell(() -> {
            try {
                tables.createTable(request, null);
                return null;
            } catch (ApiException failed) {
                if (failed.getCode() == NO_ANSWER) {
                    throw failed;
                }
                return failed;
            }
        });
        if (refused != null) {
            throw refused;
        }
    }

    @Override
    public List<Path> files(DeltaTable table) {
        List<Path> files = new ArrayList<>();
        eachAdd(table, add -> files.add(path(table, add)));
        return files;
    }

    @Override
    public List<TableFile> smallerThan(DeltaTable table, long bytes, int most) {
        List<TableFile> files = new ArrayList<>();
        try {
            String token = null;
            do {
                int limit = Math.min(PAGE, most - files.size());
                String from = token;
                FilePage page =
                        service.ask(() -> tables.listSmallFiles(table.name(), bytes, table.version(), limit, from));
                page.getItems().forEach(add -> files.add(file(table, map(add))));
                token = page.getNextPageToken();
            } while (token != null && files.size() < most);
            return files;
        } catch (ApiException failed) {
            throw Refusals.of("small files of table " + table.name() + " cannot be listed", failed);
        }
    }

    @Override
    public void eachFile(DeltaTable table, Consumer<TableFile> each) {
        eachAdd(table, add -> each.accept(file(table, add)));
    }

    private void eachAdd(DeltaTable table, Consumer<Map<String, Object>> each) {
        try {
            String token = null;
            do {
                String from = token;
                FilePage page = service.ask(
                        () -> tables.listFiles(table.name(), table.version(), null, null, null, PAGE, from));
                page.getItems().forEach(add -> each.accept(map(add)));
                token = page.getNextPageToken();
            } while (token != null);
        } catch (ApiException failed) {
            throw Refusals.of("files of table " + table.name() + " cannot be listed", failed);
        }
    }

    @Override
    public List<TableFile> first(DeltaTable table, int most) {
        try {
            return service
                    .ask(() -> tables.listFiles(table.name(), table.version(), null, null, null, most, null))
                    .getItems()
                    .stream()
                    .map(add -> file(table, map(add)))
                    .toList();
        } catch (ApiException failed) {
            throw Refusals.of("files of table " + table.name() + " cannot be listed", failed);
        }
    }

    private static TableFile file(DeltaTable table, Map<String, Object> add) {
        Map<String, @Nullable String> partition = new LinkedHashMap<>();
        if (add.get("partitionValues") instanceof Map<?, ?> values) {
            values.forEach((column, value) ->
                    partition.put(String.valueOf(column), value == null ? null : String.valueOf(value)));
        }
        return new TableFile(
                place(table, add),
                String.valueOf(add.get("path")),
                number(add.get("size")),
                number(add.get("modificationTime")),
                partition,
                isWhole(add),
                add.get("clusteringProvider") instanceof String provider ? provider : null);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static boolean isWhole(Map<String, Object> add) {
        return add.get("deletionVector") == null;
    }

    private static Path path(DeltaTable table, Map<String, Object> add) {
        if (!isWhole(add)) {
            throw new DeltaException(
                    "rows of table " + table.name() + " were deleted in place, by another writer", null);
        }
        return place(table, add);
    }

    private static Path place(DeltaTable table, Map<String, Object> add) {
        URI path = URI.create(String.valueOf(add.get("path")));
        if (path.isAbsolute() && !"file".equals(path.getScheme())) {
            throw new DeltaException("file " + path + " of table " + table.name() + " is in no folder", null);
        }
        return path.isAbsolute() ? Path.of(path) : table.folder().resolve(path.getPath());
    }

    @Override
    public Map<String, Long> transactions(String table, String appIdPrefix) {
        Map<String, Long> found = new LinkedHashMap<>();
        try {
            String token = null;
            do {
                String from = token;
                TransactionPage page = service.ask(() -> tables.listTransactions(table, appIdPrefix, PAGE, from));
                page.getItems().forEach(transaction -> found.put(transaction.getAppId(), transaction.getVersion()));
                token = page.getNextPageToken();
            } while (token != null);
            return found;
        } catch (ApiException failed) {
            throw Refusals.of("transactions of table " + table + " cannot be read", failed);
        }
    }

    @Override
    public long commit(String table, DeltaCommit commit) {
        try {
            return spans.<Long, ApiException>around(
                    COMMIT, () -> service.tell(() -> commits.commit(table, request(commit), null))
                            .getVersion());
        } catch (ApiException failed) {
            throw Refusals.ofCommit("table " + table, failed);
        }
    }

    @Override
    public Map<String, Long> commitAll(Map<String, DeltaCommit> all) {
        TransactionRequest request = new TransactionRequest();
        all.forEach((table, commit) ->
                request.addCommitsItem(new TableCommit().table(table).commit(request(commit))));
        try {
            Map<String, Long> versions = new LinkedHashMap<>();
            spans.<TransactionResult, ApiException>around(
                            COMMIT, () -> service.tell(() -> commits.commitTransaction(request, null)))
                    .getCommits()
                    .forEach(committed -> versions.put(committed.getTable(), committed.getVersion()));
            return versions;
        } catch (ApiException failed) {
            throw Refusals.ofCommit("tables " + all.keySet(), failed);
        }
    }

    private static CommitRequest request(DeltaCommit commit) {
        List<ExpectedTransaction> expected = new ArrayList<>();
        commit.expected()
                .forEach((application, version) -> expected.add(
                        new ExpectedTransaction().appId(application).version(version)));
        return new CommitRequest()
                .readVersion(commit.readVersion())
                .operation(commit.operation().name())
                .operationParameters(commit.operation().parameters())
                .operationMetrics(commit.operation().metrics())
                .readFiles(commit.operation().readFiles())
                .actions(List.copyOf(commit.actions()))
                .expectedTransactions(expected)
                .jobName(commit.jobName())
                .runId(commit.runId());
    }

    private static Map<String, Object> map(Object value) {
        return JSON.convertValue(value, new TypeReference<Map<String, Object>>() {});
    }
}
