package io.weir.benchmarks.tables;

/** A way by which commits reach metadata-service. */
@FunctionalInterface
public interface Committer {

    /**
     * Commits what {@link GeneratedFiles} made.
     *
     * @param body the request's, as JSON
     */
    void commit(String table, String body) throws Exception;
}
