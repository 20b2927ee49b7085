package io.weir.metadata.serial;

import io.weir.metadata.MetadataServer.Answer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A commit as it was asked for, and its answer.
 *
 * @param intents one for each table
 * @param repeated whether the answer is to a request that had been answered before
 */
record Exchange(List<Intent> intents, Answer answer, boolean repeated) {

    boolean isCommitted() {
        return answer.status() == 200 && outcome().equals("COMMITTED");
    }

    String outcome() {
        return answer.json().get("outcome").stringValue();
    }

    /** What became of it, in a word or two. */
    String kind() {
        if (!isCommitted()) {
            return answer.status() == 200 ? "duplicate" : "conflict";
        }
        if (intents.size() > 1) {
            return "over many tables";
        }
        return answer.json().has("rebasedFrom") ? "rebased" : "committed";
    }

    /** The version of each intent's table. */
    long version(int index) {
        JsonNode body = answer.json();
        JsonNode result = body.has("commits") ? body.get("commits").get(index) : body;
        return result.get("version").longValue();
    }

    @Override
    public String toString() {
        return intents + " -> " + answer.status() + " " + answer.text();
    }
}
