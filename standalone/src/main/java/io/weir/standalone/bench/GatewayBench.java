package io.weir.standalone.bench;

import io.weir.benchmarks.calls.CallLoad;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.report.Comparison;
import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.TablesApi;
import io.weir.client.api.TokensApi;
import io.weir.client.model.CreateTableRequest;
import io.weir.client.model.CreateTokenRequest;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformListener;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One run: a table opened through the gateway and past it, in turn. */
final class GatewayBench {

    private static final int CALLERS = 4 * Runtime.getRuntime().availableProcessors();
    private static final String PATH = "/api/v1/tables/bench";
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;
    private static final double NANOS_PER_MILLI = 1e6;

    private final BenchFolder folder;
    private final int rounds;
    private final int calls;
    private final PrintWriter messages;

    GatewayBench(BenchFolder folder, int rounds, int calls, PrintWriter messages) {
        this.folder = folder;
        this.rounds = rounds;
        this.calls = calls;
        this.messages = messages;
    }

    List<Comparison> run() throws Exception {
        Ports ports = Ports.from(FreePorts.base());
        try (Platform platform = Platform.start(options(ports))) {
            say("platform started");
            LocalAccess access = new LocalAccess(platform.addresses().dataDir());
            String token = prepare(platform.addresses().gateway(), access);
            CallLoad gateway = new CallLoad(
                    "through the gateway",
                    URI.create(platform.addresses().gateway() + PATH),
                    request -> request.setHeader("Authorization", "Bearer " + token),
                    CALLERS,
                    calls);
            URI service = URI.create("http://127.0.0.1:" + ports.metadata() + PATH);
            return compare(gateway, new CallLoad("the service itself", service, access::sign, CALLERS, calls));
        }
    }

    private List<Comparison> compare(CallLoad gateway, CallLoad direct) throws Exception {
        Map<Trial, Samples> results = new Rounds(rounds, this::say).run(List.of(direct, gateway));
        double ours = calls / Objects.requireNonNull(results.get(gateway)).median();
        double theirs = calls / Objects.requireNonNull(results.get(direct)).median();
        double half = Math.min(ours, theirs) / 2;
        say(String.format("latencies at %,.0f calls/s", half));
        direct.paced(half);
        gateway.paced(half);
        long[] past = direct.paced(half);
        long[] through = gateway.paced(half);
        return List.of(
                Comparison.speed("gateway.calls", ours, theirs, "calls/s"),
                Comparison.limit("gateway.added.p50", added(through, past, MEDIAN), 1, "ms"),
                Comparison.limit("gateway.added.p99", added(through, past, TAIL), 5, "ms"));
    }

    private static double added(long[] through, long[] past, double quantile) {
        return (at(through, quantile) - at(past, quantile)) / NANOS_PER_MILLI;
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))];
    }

    private String prepare(URI address, LocalAccess access) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(address.toString());
        client.setRequestInterceptor(access::sign);
        Map<String, Object> id = Map.of("name", "id", "type", "long", "nullable", true, "metadata", Map.of());
        new TablesApi(client)
                .createTable(
                        new CreateTableRequest().name("bench").schema(Map.of("type", "struct", "fields", List.of(id))),
                        null);
        return new TokensApi(client)
                .createToken(new CreateTokenRequest().name("bench").scope(CreateTokenRequest.ScopeEnum.READ))
                .getToken();
    }

    /** As it is by default, but for the limit of one caller, which one caller who measures would meet. */
    private PlatformOptions options(Ports ports) {
        return new PlatformOptions(
                folder.resolve("platform"),
                ports,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of("weir.gateway.rate-limit.per-second", "0"),
                PlatformListener.SILENT);
    }

    private void say(String line) {
        messages.println("  " + line);
        messages.flush();
    }
}
