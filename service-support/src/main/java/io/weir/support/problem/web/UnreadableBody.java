package io.weir.support.problem.web;

import io.weir.support.json.ParserReason;
import io.weir.support.json.StrictText;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Explains why a body could not be read: where it stops being JSON, or which field does not fit and what would. */
final class UnreadableBody {

    /** What the parser says of the second of two fields. */
    private static final String TWICE = "Duplicate Object property";

    private UnreadableBody() {}

    static ProblemException explain(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        if (cause == null) {
            return malformed("The request needs a body.", unreadable);
        }
        if (cause instanceof StreamReadException notJson) {
            return notJson(notJson);
        }
        if (cause instanceof ValueInstantiationException refused) {
            return refused(refused);
        }
        if (cause instanceof StreamConstraintsException beyond) {
            return beyond(beyond);
        }
        if (cause instanceof JacksonException misfit && !misfit.getPath().isEmpty()) {
            FieldProblem field = field(misfit);
            return malformed(field.field() + " " + field.message() + ".", misfit)
                    .with("errors", List.of(field));
        }
        if (cause instanceof MismatchedInputException wholeBody) {
            return malformed("The body must be " + AllowedValues.of(wholeBody.getTargetType()) + ".", wholeBody);
        }
        return malformed("The body could not be read.", cause);
    }

    private static ProblemException notJson(StreamReadException notJson) {
        if (notJson.getOriginalMessage().startsWith(TWICE) && notJson.processor() != null) {
            return meaningless(path(notJson.processor().streamReadContext()), "is there twice", notJson);
        }
        TokenStreamLocation place = notJson.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        ProblemException problem = malformed("The body is not JSON" + where + ": " + ParserReason.of(notJson), notJson);
        return place == null ? problem : problem.with("line", place.getLineNr()).with("column", place.getColumnNr());
    }

    private static ProblemException beyond(StreamConstraintsException beyond) {
        String path = path(beyond);
        FieldProblem field = BodyBounds.of(path, beyond);
        String subject = path.isEmpty() ? "The body" : path;
        String detail = subject + " " + field.message() + ": " + field.allowed() + " are read.";
        ProblemException problem = malformed(detail, beyond);
        return path.isEmpty() ? problem : problem.with("errors", List.of(field));
    }

    /**
     * What a constructor refuses could be read, so it is its meaning that is wrong. What it says of its arguments is for
     * callers; other exceptions speak to programmers.
     */
    private static ProblemException refused(ValueInstantiationException refused) {
        Throwable cause = refused.getCause();
        String said = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        String reason = said == null ? "its value is not allowed" : said;
        return meaningless(path(refused), reason, refused);
    }

    private static ProblemException meaningless(String path, String reason, JacksonException cause) {
        FieldProblem field = new FieldProblem(path, reason, null, null);
        String detail = path.isEmpty() ? reason : path + ": " + reason;
        return new ProblemException(CommonProblem.INVALID_REQUEST, detail, null, cause).with("errors", List.of(field));
    }

    private static FieldProblem field(JacksonException misfit) {
        String path = path(misfit);
        if (misfit instanceof UnrecognizedPropertyException unknown) {
            return new FieldProblem(path, "is not a known field", unknown.getPropertyName(), known(unknown));
        }
        if (misfit instanceof InvalidNullException missing) {
            return new FieldProblem(path, "must not be null", "null", AllowedValues.of(missing.getTargetType()));
        }
        if (misfit instanceof InvalidFormatException value) {
            String found = String.valueOf(value.getValue());
            return new FieldProblem(path, "has a value that does not fit", found, allowed(value));
        }
        if (misfit.getOriginalMessage().startsWith("Missing required creator property")) {
            return new FieldProblem(path, "is required", null, null);
        }
        String wrong = misfit.getOriginalMessage().equals(StrictText.HALF) ? StrictText.HALF : "has the wrong type";
        return new FieldProblem(path, wrong, null, allowed(misfit));
    }

    private static @Nullable String allowed(JacksonException misfit) {
        return misfit instanceof MismatchedInputException typed ? AllowedValues.of(typed.getTargetType()) : null;
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String path(JacksonException misfit) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : misfit.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String path(TokenStreamContext place) {
        String outer = place.getParent() == null ? "" : path(place.getParent());
        if (place.inArray()) {
            return outer + "[" + place.getCurrentIndex() + "]";
        }
        String name = place.currentName();
        if (name == null) {
            return outer;
        }
        return outer.isEmpty() ? name : outer + "." + name;
    }

    private static ProblemException malformed(String detail, Throwable cause) {
        return new ProblemException(CommonProblem.MALFORMED_REQUEST, detail, null, cause);
    }
}
