package io.weir.ingest.decode;

/** Any text a record, kept as it is beside what the broker says of it, in the seven columns of StreamDuck. */
public record RawFormat() implements Format {

    private static final StructType COLUMNS = (StructType) TypeNames.parse("STRUCT(event_body VARCHAR,"
            + " partition_id VARCHAR, sequence_number BIGINT, enqueued_time TIMESTAMP WITH TIME ZONE,"
            + " properties VARCHAR, system_properties VARCHAR, ingestion_timestamp TIMESTAMP WITH TIME ZONE)");

    @Override
    public StructType columns() {
        return COLUMNS;
    }

    @Override
    public boolean enveloped() {
        return true;
    }

    /** A record without payload is a row, too. */
    @Override
    public String refusal() {
        return "case when payload is not null and body is null then 'is not UTF-8' end";
    }

    @Override
    public String json() {
        return """
                json_object('event_body', body, 'partition_id', "partition"::varchar, 'sequence_number', sequence,
                    'enqueued_time', json_extract_string(attributes, '$.time'),
                    'properties', json_extract(attributes, '$.properties')::varchar,
                    'system_properties', json_extract(attributes, '$.system')::varchar,
                    'ingestion_timestamp', now()::varchar)::varchar""";
    }
}
