package io.weir.ingest.pipeline;

import io.weir.ingest.protobuf.DescriptorsRefusedException;
import io.weir.ingest.protobuf.MessageType;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of records in Protobuf must keep. */
final class ProtobufRules {

    private static final String MESSAGE = "protobuf.message";

    /** Each list of pipelines reads them all. */
    private static final int MOST_CHARACTERS = 500_000;

    private final List<FieldProblem> problems;

    ProtobufRules(List<FieldProblem> problems) {
        this.problems = problems;
    }

    void check(@Nullable ProtobufOptions protobuf, RecordFormat format) {
        if (format != RecordFormat.PROTOBUF) {
            if (protobuf != null) {
                add("protobuf", "is of no use without format PROTOBUF", format.name(), "nothing, or format PROTOBUF");
            }
            return;
        }
        if (protobuf == null || protobuf.source() == null || protobuf.message() == null) {
            add("protobuf", "is missing", null, "a descriptor source and the full name of a message of it");
        } else if (protobuf.descriptors() == null) {
            add("protobuf.source", "is no descriptor source", protobuf.source(), "the name of one that there is");
        } else if (protobuf.descriptors().length() > MOST_CHARACTERS) {
            add(
                    MESSAGE,
                    "has descriptors that are too large with all that they import",
                    Integer.toString(protobuf.descriptors().length()),
                    "at most " + MOST_CHARACTERS + " characters in Base64");
        } else {
            message(protobuf);
        }
    }

    private void message(ProtobufOptions protobuf) {
        try {
            Optional<MessageType> found = protobuf.find();
            if (found.isPresent()) {
                FormatRules.schema(MESSAGE, found.get().columns(), problems);
            } else {
                add(
                        MESSAGE,
                        "is no message of descriptor source " + protobuf.source(),
                        protobuf.message(),
                        "a full name, as in shop.v1.Order; the descriptor source tells those that it has");
            }
        } catch (DescriptorsRefusedException refused) {
            add(MESSAGE, "cannot be read: its file " + refused.reason(), protobuf.message(), "another message");
        }
    }

    private void add(String field, String message, @Nullable String found, String allowed) {
        problems.add(new FieldProblem(field, message, found, allowed));
    }
}
