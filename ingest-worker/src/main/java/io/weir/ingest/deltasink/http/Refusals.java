package io.weir.ingest.deltasink.http;

import io.weir.client.ApiException;
import io.weir.ingest.deltasink.CommitRefusedException;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.sink.StaleOwnerException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the metadata service's problem documents mean for whoever writes to a table. */
final class Refusals {

    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final String TRANSACTION_CONFLICT = "transaction-conflict";

    /** Of a place that is not free, and of a table that takes no such commit: only somebody who changes it can help. */
    private static final Set<String> LASTING =
            Set.of("location-in-use", "location-not-empty", "unsupported-feature", "invalid-action");

    private static final JsonMapper JSON = JsonMapper.shared();

    private Refusals() {}

    /** Of a commit. A conflict is looked for before its actions are, so that those which are invalid stay so. */
    static RuntimeException ofCommit(String where, ApiException failed) {
        if (failed.getCode() != CONFLICT && failed.getCode() != UNPROCESSABLE) {
            return of("commit to " + where + " failed", failed);
        }
        return code(failed).equals(TRANSACTION_CONFLICT)
                ? new StaleOwnerException(where + ": " + said(failed))
                : new CommitRefusedException(
                        "commit to " + where + " failed: " + said(failed), isLasting(failed), failed);
    }

    /** Of anything else. */
    static DeltaException of(String what, ApiException failed) {
        return new DeltaException(what + ": " + said(failed), isLasting(failed), failed);
    }

    private static boolean isLasting(ApiException failed) {
        return LASTING.contains(code(failed));
    }

    private static String code(ApiException failed) {
        return problem(failed).path("code").asString("");
    }

    /** What people can read of a problem document, with the code that the documentation has more about. */
    private static String said(ApiException failed) {
        JsonNode problem = problem(failed);
        String body = failed.getResponseBody();
        if (!problem.isObject()) {
            return body == null || body.isEmpty() ? String.valueOf(failed.getMessage()) : body;
        }
        return problem.path("detail").asString(body) + " ("
                + problem.path("code").asString("no code") + ")";
    }

    /** Whoever is between here and the service may answer with anything, which is no problem document then. */
    private static JsonNode problem(ApiException failed) {
        String body = failed.getResponseBody();
        try {
            return body == null || body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException noProblem) {
            return MissingNode.getInstance();
        }
    }
}
