package io.weir.ingest.worker;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Format;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.pipeline.ColumnFit;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.TransformedDecoder;
import io.weir.support.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** What turns the records of a pipeline into rows of its targets. */
final class Decoders {

    private Decoders() {}

    /** @param target columns that the targets' tables have already */
    static BatchDecoder of(Pipeline pipeline, Connection connection, StructType target, StagingFolder folder)
            throws SQLException {
        Path prototype = folder.resolve("prototype.json");
        Path accepted = folder.resolve("accepted.json");
        if (pipeline.transform().isEmpty()) {
            return new Decoder(connection, pipeline.decoding(), target, prototype, accepted);
        }
        Format format = pipeline.decoding().format();
        Transform transform = read(pipeline.transform().get(), format.columns());
        requireSameTypes(transform.output(), target);
        return new TransformedDecoder(
                connection,
                format,
                transform,
                pipeline.write().required(),
                !pipeline.write().appends(),
                prototype,
                accepted);
    }

    /** It was checked when the pipeline was made, which another version of DuckDB may have done. */
    private static Transform read(String sql, StructType input) throws SQLException {
        try {
            return Transform.of(sql, input);
        } catch (TransformRefusedException refused) {
            throw invalid("the transform " + refused.why());
        }
    }

    /** Values would be cast, and one that does not fit would stop all others. */
    private static void requireSameTypes(StructType made, StructType target) {
        ColumnFit.misfits(made, target, true).stream().findFirst().ifPresent(misfit -> {
            throw invalid("the transform " + misfit.sentence() + "; CAST it in the transform, or give it another name");
        });
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(IngestProblem.PIPELINE_INVALID, detail);
    }
}
