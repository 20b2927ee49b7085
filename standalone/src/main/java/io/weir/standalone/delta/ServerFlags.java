package io.weir.standalone.delta;

import io.weir.standalone.demo.Gateway;
import io.weir.standalone.resource.Connection;
import io.weir.standalone.resource.ConnectionFlags;
import picocli.CommandLine.Mixin;

/** Which platform a command asks; use it as a picocli mixin. */
final class ServerFlags {

    @Mixin
    private ConnectionFlags flags = new ConnectionFlags();

    Gateway gateway() {
        return gateway(connection());
    }

    /** For what the generated client cannot take. */
    Connection connection() {
        return flags.connection();
    }

    static Gateway gateway(Connection connection) {
        return new Gateway(connection.gateway(), connection::sign);
    }
}
