package io.weir.platform.broker;

import io.weir.support.broker.BrokerSecurity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A broker as a store names it.
 *
 * @param bootstrapServers {@code host:port}, more than one separated by commas
 * @param security how to connect, by the names of {@link BrokerSecurity}; never a password, only where it is kept
 */
public record Broker(String bootstrapServers, Map<String, String> security) {

    public Broker {
        security = Map.copyOf(security);
    }

    /** Its hosts, without their ports. */
    public List<String> hosts() {
        return Stream.of(bootstrapServers.split(","))
                .map(server -> server.substring(0, server.lastIndexOf(':')))
                .toList();
    }

    /** Where tokens are asked for to sign in with, if they are. */
    public Optional<String> tokenHost() {
        return BrokerSecurity.tokenHost(security);
    }

    /** Where its password is kept. */
    public Optional<String> password() {
        return Optional.ofNullable(security.get(BrokerSecurity.PASSWORD));
    }

    /** Tells it from others, in what people read. */
    public String name() {
        String user = security.get(BrokerSecurity.USERNAME);
        return user == null ? bootstrapServers : user + "@" + bootstrapServers;
    }
}
