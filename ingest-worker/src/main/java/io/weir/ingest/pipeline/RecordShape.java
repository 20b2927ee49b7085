package io.weir.ingest.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How records look: what a relation says of them, or else each pipeline that reads them. */
public record RecordShape(
        @Nullable RecordFormat format,
        @Nullable List<DeclaredColumn> columns,
        @Nullable CsvOptions csv,
        @Nullable AvroOptions avro,
        @Nullable ProtobufOptions protobuf) {

    /** Of which nothing is said. */
    public static final RecordShape UNSAID = new RecordShape(null, null, null, null, null);

    private static final CsvOptions NO_CSV = new CsvOptions(null, null);
    private static final AvroOptions NO_AVRO = new AvroOptions(null, null, null);
    private static final ProtobufOptions NO_PROTOBUF = new ProtobufOptions(null, null, null, null);

    /** The fields of it that say something, by their names. */
    public List<String> said() {
        List<String> said = new ArrayList<>();
        if (format != null) {
            said.add("format");
        }
        if (columns != null && !columns.isEmpty()) {
            said.add("columns");
        }
        if (csv != null) {
            said.add("csv");
        }
        if (avro != null) {
            said.add("avro");
        }
        if (protobuf != null) {
            said.add("protobuf");
        }
        return said;
    }

    /** The same with what goes without saying. */
    public RecordShape complete() {
        return new RecordShape(Objects.requireNonNullElse(format, RecordFormat.JSON), columns, csv, avro, protobuf);
    }

    /** The same with what another one says. Options of which that says nothing but that they are there go. */
    public RecordShape changed(RecordShape other) {
        return new RecordShape(
                other.format == null ? format : other.format,
                other.columns == null ? columns : other.columns,
                PipelineChange.without(NO_CSV, other.csv, csv),
                PipelineChange.without(NO_AVRO, other.avro, avro),
                PipelineChange.without(NO_PROTOBUF, other.protobuf, protobuf));
    }
}
