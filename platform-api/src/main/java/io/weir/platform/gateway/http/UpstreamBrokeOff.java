package io.weir.platform.gateway.http;

import java.io.IOException;

/** A service stopped in the middle of an answer that the caller has the beginning of. */
final class UpstreamBrokeOff extends IOException {

    private static final long serialVersionUID = 1L;

    UpstreamBrokeOff(IOException cause) {
        super("The service broke off its answer", cause);
    }
}
