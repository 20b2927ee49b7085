package io.weir.ingest.worker;

import io.weir.ingest.avro.AvroReaders;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.TranslatedFormat;
import io.weir.ingest.decode.Translation;
import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.protobuf.ProtobufTranslation;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.transform.ForeignTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives formats what they read records with that are no text, and transforms what they call that is no SQL. */
@Component
class RecordReaders {

    private final AvroReaders avro;
    private final PipelineStores stores;
    private final UploadedFunctions functions;
    private final ForeignTables foreign;

    RecordReaders(AvroReaders avro, PipelineStores stores, UploadedFunctions functions, ForeignTables foreign) {
        this.foreign = foreign;
        this.avro = avro;
        this.stores = stores;
        this.functions = functions;
    }

    /** What makes rows of a pipeline's records, on a connection that knows the functions which it calls. */
    Decoders decoders(Pipeline pipeline, Connection connection, StagingFolder folder) throws SQLException {
        functions.register(pipeline.functions(), connection);
        Optional<Decoders> joined =
                pipeline.joined().map(right -> decoders(right, connection, folder, Optional.empty()));
        return decoders(pipeline, connection, folder, joined);
    }

    private Decoders decoders(
            Pipeline pipeline, Connection connection, StagingFolder folder, Optional<Decoders> joined) {
        return new Decoders(pipeline, decoding(pipeline), foreign, connection, folder, joined);
    }

    /** What the records of a pipeline are to become, by a format that can read them. */
    private Decoding decoding(Pipeline pipeline) {
        Decoding decoding = pipeline.decoding();
        return decoding.format() instanceof TranslatedFormat format
                ? decoding.readBy(format.readBy(translation(pipeline)))
                : decoding;
    }

    private Translation translation(Pipeline pipeline) {
        return pipeline.protobuf()
                .<Translation>map(protobuf -> new ProtobufTranslation(protobuf.type(), protobuf.framed()))
                .orElseGet(() -> translation(pipeline.avro()));
    }

    private Translation translation(AvroOptions options) {
        String azure = options.azureRegistry();
        if (azure != null) {
            return avro.of(stores.azureRegistry(azure));
        }
        String registry = options.registry();
        return registry == null
                ? options.written().map(avro::of).orElseGet(avro::ofFiles)
                : avro.of(stores.registry(registry));
    }
}
