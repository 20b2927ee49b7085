package io.weir.ingest.source.files;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.ingest.source.SourceException;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.net.URI;

/** Keeps keys of service accounts, which say themselves where tokens are asked for, from leading into private networks. */
record TokenServices(OutboundRules outbound) {

    /**
     * The same key.
     *
     * @throws SourceException if it leads elsewhere than to the public; nothing of the key is repeated
     */
    String required(String store, String key) {
        try {
            // Read as it is read when the token is asked for.
            String service = DeltaJson.parse(key, "key").path("token_uri").asString("");
            outbound.require(String.valueOf(URI.create(service).getHost()));
            return key;
        } catch (ProblemException | IllegalArgumentException | InvalidActionException refused) {
            // Without its cause, in which the key may stand.
            throw new SourceException("store " + store
                    + ": its service account's key is none, or names a token service that is not public");
        }
    }
}
