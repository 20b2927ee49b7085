package io.weir.support.problem.web;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.FieldProblem;
import io.weir.support.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Explains which parameters and validated fields of a request are not allowed. */
final class InvalidArguments {

    private InvalidArguments() {}

    static ProblemException missing(String kind, String name) {
        FieldProblem field = new FieldProblem(name, "is required", null, null);
        return problem(
                CommonProblem.MALFORMED_REQUEST, "The " + kind + " '" + name + "' is required.", List.of(field), null);
    }

    static ProblemException explain(TypeMismatchException mismatch) {
        String name = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(mismatch.getPropertyName(), "value");
        String found = Objects.toString(mismatch.getValue(), null);
        FieldProblem field = new FieldProblem(
                name, "has a value that does not fit", found, AllowedValues.of(mismatch.getRequiredType()));
        String detail = name + " must be " + field.allowed() + ".";
        return problem(CommonProblem.MALFORMED_REQUEST, detail, List.of(field), mismatch);
    }

    static ProblemException explain(BindException invalid) {
        return invalid(invalid.getAllErrors().stream().map(InvalidArguments::field), invalid);
    }

    static ProblemException explain(HandlerMethodValidationException invalid) {
        return invalid(invalid.getParameterValidationResults().stream().flatMap(InvalidArguments::fields), invalid);
    }

    private static ProblemException invalid(Stream<FieldProblem> fields, Exception cause) {
        List<FieldProblem> errors =
                fields.sorted(Comparator.comparing(FieldProblem::field)).toList();
        String detail = errors.isEmpty()
                ? "The request is not valid."
                : errors.get(0).field() + " " + errors.get(0).message() + ".";
        return problem(CommonProblem.INVALID_REQUEST, detail, errors, cause);
    }

    private static Stream<FieldProblem> fields(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return body.getAllErrors().stream().map(InvalidArguments::field);
        }
        String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter");
        String found = Objects.toString(result.getArgument(), null);
        return result.getResolvableErrors().stream().map(error -> new FieldProblem(name, text(error), found, null));
    }

    private static FieldProblem field(ObjectError error) {
        if (error instanceof FieldError field) {
            return new FieldProblem(
                    field.getField(), text(field), Objects.toString(field.getRejectedValue(), null), null);
        }
        return new FieldProblem(error.getObjectName(), text(error), null, null);
    }

    private static String text(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static ProblemException problem(
            CommonProblem code, String detail, List<FieldProblem> errors, @Nullable Exception cause) {
        return new ProblemException(code, detail, null, cause).with("errors", errors);
    }
}
