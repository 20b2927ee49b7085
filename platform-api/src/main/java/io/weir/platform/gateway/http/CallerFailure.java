package io.weir.platform.gateway.http;

import java.io.IOException;

/** The caller's side of a call failed: its body ended early. Nothing to blame the service for. */
final class CallerFailure extends IOException {

    private static final long serialVersionUID = 1L;

    CallerFailure(IOException cause) {
        super("The request's body could not be read", cause);
    }
}
