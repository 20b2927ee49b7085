package io.weir.ingest.pipeline;

import io.weir.ingest.decode.CloudEventsFormat;
import io.weir.ingest.decode.CsvFormat;
import io.weir.ingest.decode.DebeziumFormat;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.RawFormat;
import io.weir.ingest.decode.StructType;
import java.util.Objects;

/** How records are encoded. */
public enum RecordFormat {
    /** One JSON object a record, in UTF-8. */
    JSON,
    /** Any text, kept as it is. */
    RAW,
    /** One line of values a record. */
    CSV,
    /** CloudEvents 1.0, structured or binary. */
    CLOUDEVENTS,
    /** Change events of Debezium. */
    DEBEZIUM,
    /** Avro's binary encoding, with the schema in the record, in the pipeline, or in a registry. */
    AVRO,
    /** Messages of Protobuf, of a type that a descriptor source has. */
    PROTOBUF;

    /** How a pipeline reads its records. */
    Format of(PipelineDefinition definition) {
        StructType declared = definition.declared();
        CsvOptions csv = CsvOptions.of(definition);
        return switch (this) {
            case JSON -> new JsonFormat(declared);
            case RAW -> new RawFormat();
            case CSV -> new CsvFormat(declared, csv.separator(), csv.skipsHeader());
            case CLOUDEVENTS -> new CloudEventsFormat(declared);
            case DEBEZIUM -> new DebeziumFormat(declared);
            case PROTOBUF -> Objects.requireNonNull(definition.protobuf()).format(declared);
            case AVRO -> AvroOptions.of(definition).format(declared);
        };
    }
}
