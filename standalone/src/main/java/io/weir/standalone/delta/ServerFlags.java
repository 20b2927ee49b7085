package io.weir.standalone.delta;

import io.weir.standalone.access.LocalAccess;
import io.weir.standalone.cli.PlatformFlags;
import io.weir.standalone.demo.Gateway;
import io.weir.standalone.platform.PlatformListener;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which platform a command asks; use it as a picocli mixin. */
final class ServerFlags {

    @Mixin
    private PlatformFlags platform = new PlatformFlags();

    @Option(names = "--url", paramLabel = "URL", description = "Address of the gateway (default: the one of --port).")
    private @Nullable URI url;

    Gateway gateway() {
        LocalAccess access = new LocalAccess(
                platform.options(PlatformListener.SILENT).dataDir().toAbsolutePath());
        return new Gateway(url == null ? platform.gateway() : url, access);
    }
}
