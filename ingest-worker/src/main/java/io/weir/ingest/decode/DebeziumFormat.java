package io.weir.ingest.decode;

import java.util.List;

/**
 * Change events of Debezium, with or without their schema: a row is what it was changed to, or what it was if it was
 * deleted, and says in columns of its own how and when it was changed. Tombstones are left out: the deletion before
 * each says the same.
 */
public record DebeziumFormat(StructType columns) implements Format {

    private static final StructType FIXED =
            (StructType) TypeNames.parse("STRUCT(__op VARCHAR, __ts_ms BIGINT, __source_ts_ms BIGINT)");

    public DebeziumFormat {
        columns = columns.evolve(FIXED);
    }

    @Override
    public List<String> parts() {
        return List.of(
                Refusals.DOCUMENT,
                "case when json_type(document, '$.op') is null and json_type(document, '$.payload') = 'OBJECT'"
                        + " then json_extract(document, '$.payload') else document end as envelope",
                "json_extract_string(envelope, '$.op') as op",
                "json_extract(envelope, case when op = 'd' then '$.before' else '$.after' end)::varchar as image");
    }

    @Override
    public String refusal() {
        return "case" + Refusals.NO_TEXT + Refusals.NO_OBJECT
                + " when op is null then 'is no change event of Debezium: it has no op'"
                + " when op not in ('c', 'u', 'd', 'r') then 'has op ' || op || ', which changes no row'"
                + " when json_type(image) is distinct from 'OBJECT' then 'has op ' || op || ', but no '"
                + " || case when op = 'd' then 'before' else 'after' end end";
    }

    @Override
    public String skips() {
        return "payload is null";
    }

    @Override
    public String json() {
        return "case when image = '{}' then '{' else left(image, -1) || ',' end || '\"__op\":' || to_json(op)"
                + " || ',\"__ts_ms\":' || " + number("$.ts_ms") + " || ',\"__source_ts_ms\":' || "
                + number("$.source.ts_ms") + " || '}'";
    }

    private static String number(String path) {
        return "coalesce(case when json_type(envelope, '" + path + "') in ('UBIGINT', 'BIGINT')"
                + " then json_extract_string(envelope, '" + path + "') end, 'null')";
    }
}
