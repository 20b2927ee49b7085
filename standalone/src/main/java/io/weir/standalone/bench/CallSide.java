package io.weir.standalone.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.function.Consumer;

/**
 * One way to a service.
 *
 * @param address without a path
 * @param signer adds to each request who makes it
 */
record CallSide(String name, URI address, Consumer<HttpRequest.Builder> signer) {

    URI at(String path) {
        return URI.create(address + path);
    }
}
