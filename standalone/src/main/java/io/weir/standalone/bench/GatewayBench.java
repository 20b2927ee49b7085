package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.tables.TableLoad;
import io.weir.benchmarks.tables.TableService;
import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.TokensApi;
import io.weir.client.model.CreateTokenRequest;
import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformListener;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run: small calls, long bodies and idle streams through the gateway and past it, in turn. */
final class GatewayBench {

    private static final String TABLE = "bench";
    private static final int FILES = 100_000;
    private static final int COMMITS = 10;

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
        Ports ports = Ports.from(FreePort.row(Ports.COUNT));
        try (Platform platform = Platform.start(options(ports))) {
            say("platform started");
            LocalAccess access = new LocalAccess(platform.addresses().dataDir());
            URI gateway = platform.addresses().gateway();
            String token = token(gateway, access);
            CallSide through =
                    new CallSide("through the gateway", gateway, request -> request.setHeader("Authorization", token));
            CallSide metadata = new CallSide("metadata-service itself", service(ports.metadata()), access::sign);
            CallSide lineage = new CallSide("lineage-service itself", service(ports.lineage()), access::sign);
            List<Comparison> results = new ArrayList<>();
            results.addAll(new GatewayCalls(through, metadata, rounds, calls, this::say).run());
            results.addAll(new GatewayListeners(through, lineage, this::say).run());
            new TableLoad(TABLE, FILES, COMMITS)
                    .run(new TableService(metadata.address(), metadata.signer()), this::say);
            results.addAll(new GatewayStreams(through, rounds, this::say).run(TABLE, metadata, lineage));
            return results;
        }
    }

    private static URI service(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static String token(URI address, LocalAccess access) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(address.toString());
        client.setRequestInterceptor(access::sign);
        CreateTokenRequest request = new CreateTokenRequest().name("bench").scope(CreateTokenRequest.ScopeEnum.WRITE);
        return "Bearer " + new TokensApi(client).createToken(request).getToken();
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
