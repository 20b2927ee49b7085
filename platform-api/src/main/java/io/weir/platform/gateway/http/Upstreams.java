package io.weir.platform.gateway.http;

import io.weir.platform.gateway.Service;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** The services behind the gateway, each with connections of its own. */
final class Upstreams implements AutoCloseable {

    private final Map<Service, Upstream> upstreams = new EnumMap<>(Service.class);

    Upstreams(Function<Service, Upstream> open) {
        for (Service service : Service.values()) {
            upstreams.put(service, open.apply(service));
        }
    }

    Upstream of(Service service) {
        Upstream upstream = upstreams.get(service);
        if (upstream == null) {
            throw new IllegalStateException("No connections to " + service);
        }
        return upstream;
    }

    @Override
    public void close() throws IOException {
        for (Upstream upstream : upstreams.values()) {
            upstream.close();
        }
    }
}
