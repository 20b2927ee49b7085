package io.weir.standalone.cli;

import io.weir.standalone.platform.PlatformListener;
import io.weir.standalone.platform.PlatformOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that starts a platform; use it as a picocli mixin. */
public final class PlatformFlags {

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Folder that holds all state (default: .weir).")
    private @Nullable Path dataDir;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway (default: 8080).")
    private @Nullable Integer port;

    /** What the command line, the environment, {@code .env} and {@code weir.yaml} say together. */
    public PlatformOptions options(PlatformListener listener) {
        return PlatformOptions.embedded(dataDir == null ? Path.of(".weir") : dataDir, port == null ? 8080 : port)
                .withListener(listener);
    }
}
