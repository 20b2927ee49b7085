package io.weir.support.access;

/** Kinds of things that grants are about. */
public enum ResourceKind {
    /** A broker or a warehouse, with its topics and warehouse tables. */
    STORE,
    /** A Delta table, with its log and mirror. */
    TABLE,
    PIPELINE,
    /** A job of lineage, with its runs. What is about all jobs, as the graph between them, needs a grant on all. */
    JOB,
    /** A secret of the control plane; whoever has {@code USAGE} may name it in stores, and nobody reads its value. */
    SECRET,
    /** A compute pool; whoever has {@code USAGE} may have pipelines run on it. */
    POOL,
    /** A function of transforms; whoever has {@code USAGE} may call it. */
    FUNCTION,
    /** A jar whose methods functions are; whoever has {@code MANAGE} on all of them may upload one, and so have code run. */
    FUNCTION_SOURCE,
    /** A stream, changelog, table or view; whoever has {@code SELECT} may have pipelines read it. */
    RELATION,
    /** Descriptors of Protobuf messages; whoever has {@code USAGE} may read records by them. */
    DESCRIPTOR_SOURCE,
    /** A database of the catalog. What is granted on it holds for its schemas and what is in them. */
    DATABASE,

    /** A schema of a database, by the names of both. What is granted on it holds for its tables and relations. */
    SCHEMA,
    /** A role; whoever has {@code OWNERSHIP} decides who has it, and so what it was granted. */
    ROLE,
    /** A user; whoever has {@code MANAGE} gives it roles of their own and takes roles from it. */
    USER,
    /** An API token; whoever has {@code MANAGE} may end it. To make one, or have one last longer, takes an administrator. */
    TOKEN,
    /** Things that are granted together. What is granted on it holds for all that is in it, wherever that is kept. */
    ORGANIZATION;

    /** Whether it is about who may do what: of who is bound by no grants, only administrators have a say in it. */
    public boolean isAdministration() {
        return this == ROLE || this == USER || this == TOKEN || this == ORGANIZATION;
    }
}
