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
        Connection connection = flags.connection();
        return new Gateway(connection.gateway(), connection::sign);
    }
}
