package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.SecretText;
import java.util.Optional;

/**
 * A hub that is read.
 *
 * @param namespace its host, with a port where it is not Azure's
 * @param start where partitions begin that were never read
 * @param connectionString how to sign in; without one as Azure knows this machine or its user
 */
record HubSource(
        String namespace,
        String hub,
        String consumerGroup,
        StartPosition start,
        Optional<SecretText> connectionString) {

    /** Where it is, as people write it. */
    String address() {
        return namespace + "/" + hub;
    }
}
