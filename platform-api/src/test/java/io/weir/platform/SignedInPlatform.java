package io.weir.platform;

import com.sun.net.httpserver.HttpExchange;
import io.weir.platform.oidc.Issuer;
import io.weir.support.identity.Identity;
import io.weir.support.identity.LocalIdentity;
import io.weir.support.identity.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** One gateway that asks who calls, for all classes whose tests only call it: each start takes seconds. */
public final class SignedInPlatform implements ParameterResolver {

    /** The token that it was installed with. */
    public static final String GIVEN = "weir_0123456789ab_" + "g".repeat(43);

    /** Whose pages may call it. */
    public static final String ORIGIN = "https://app.example.com";

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SignedInPlatform.class);

    /** The services behind it tell what they are told of the caller, but for ingest, which has nothing of anything. */
    public record Running(TestPlatform platform, Path dataDir, Issuer issuer) implements AutoCloseable {

        /** A token of the administrator beside the platform. */
        public String admin() {
            try {
                return LocalIdentity.token(dataDir, new Identity("local:test", Scope.ADMIN));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        /** Where each call is noted. */
        public Path accessLogs() {
            return dataDir.resolve("access");
        }

        @Override
        public void close() throws IOException {
            platform.close();
            issuer.close();
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("platform", key -> start(), Running.class);
    }

    private static Running start() {
        try {
            Path dataDir = Files.createTempDirectory("weir-platform-");
            Issuer issuer = new Issuer();
            TestPlatform platform = new TestPlatform(
                    "weir.identity.enabled=true",
                    "weir.identity.oidc.issuer=" + issuer.address(),
                    "weir.identity.oidc.audiences=" + Issuer.AUDIENCE,
                    "weir.identity.oidc.administrators=platform-admins",
                    "weir.data-dir=" + dataDir,
                    "weir.secrets.make-keys=true",
                    "weir.tokens.first=" + GIVEN,
                    "weir.gateway.cors.allowed-origins=" + ORIGIN,
                    // All classes call from one address.
                    "weir.gateway.refusal-limit.per-second=0",
                    "server.tomcat.accesslog.enabled=true",
                    "server.tomcat.accesslog.buffered=false",
                    "server.tomcat.accesslog.directory=" + dataDir.resolve("access"));
            for (TestService service : List.of(platform.metadata, platform.lineage)) {
                service.on("/api", SignedInPlatform::echo);
            }
            platform.ingest.on(
                    "/api", exchange -> TestService.answer(exchange, 200, "application/json", "{\"items\":[]}"));
            return new Running(platform, dataDir, issuer);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Tells what the service was told of the caller, and what it was asked. */
    public static void echo(HttpExchange exchange) throws IOException {
        String seen = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        TestService.answer(
                exchange, 200, "application/json", "{\"seen\":\"%s\",\"query\":\"%s\"}".formatted(seen, query));
    }
}
