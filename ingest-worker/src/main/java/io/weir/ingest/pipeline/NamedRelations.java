package io.weir.ingest.pipeline;

import org.jspecify.annotations.Nullable;

/** The relations that pipelines name instead of topics and tables. */
public interface NamedRelations {

    /**
     * A definition with what the relations that it names say now: where records and rows are, how records look, and what tells
     * rows apart. One that names none is the same.
     *
     * @throws io.weir.support.problem.ProblemException 422 where it names one that is not there, or is of no use there
     */
    PipelineDefinition current(PipelineDefinition asked);

    /** The same of a definition that is kept: what its query may be that was looked at when it was asked for, it may be still. */
    PipelineDefinition renewed(PipelineDefinition kept);

    /** The relation that a pipeline of this query reads, as the query names it; null where it is no query. */
    @Nullable
    String readBy(@Nullable String query);

    /** The tables that a target comes to: those of the relation that it names, if there is one of tables; else its own. */
    @Nullable
    PipelineTarget tables(@Nullable PipelineTarget target);

    /**
     * In the transaction that keeps a definition: has what it names stay as long as it is there.
     *
     * @throws io.weir.support.problem.ProblemException 422 where one was just removed
     */
    void hold(PipelineDefinition definition);
}
