package io.weir.ingest.warehouse;

/** What a warehouse holds besides data: only here can it change in one transaction with the data. */
final class ControlTables {

    static final String[] STATEMENTS = {
        "create schema if not exists weir", """
        create table if not exists weir.watermark (
            pipeline varchar, "partition" integer, epoch bigint not null, sequence bigint not null,
            written bigint not null, dead_lettered bigint not null, bytes bigint not null, batches bigint not null,
            updated_at timestamptz not null, primary key (pipeline, "partition"))""", """
        alter table weir.watermark add column if not exists filtered bigint default 0""", """
        alter table weir.watermark add column if not exists generation bigint default 0""", """
        alter table weir.watermark add column if not exists broken varchar""", """
        alter table weir.watermark add column if not exists branches varchar""", """
        create table if not exists weir.dead_letter (
            pipeline varchar not null, "partition" integer not null, sequence bigint not null, payload blob,
            reason varchar not null, recorded_at timestamptz not null)""", """
        alter table weir.dead_letter add column if not exists generation bigint default 0""", """
        alter table weir.dead_letter add column if not exists attributes varchar""", """
        create table if not exists weir.outbox (
            pipeline varchar primary key, target varchar not null, before bigint not null, replay bigint not null)""", """
        create table if not exists weir.stream_state (
            pipeline varchar primary key, generation bigint not null, changes bigint not null, mark bigint)""", """
        create table if not exists weir.stream_clock (
            pipeline varchar, "partition" integer, generation bigint not null, latest bigint,
            primary key (pipeline, "partition"))""", """
        alter table weir.stream_clock add column if not exists seen_at bigint""", """
        create table if not exists weir.history ("table" varchar primary key, batches bigint not null)""", """
        create table if not exists weir.reading (
            pipeline varchar primary key, namespace varchar not null, topic varchar not null,
            target_schema varchar not null, target_table varchar not null, shown_in varchar not null)"""
    };

    private ControlTables() {}
}
