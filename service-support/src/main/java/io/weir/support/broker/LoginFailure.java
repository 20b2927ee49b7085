package io.weir.support.broker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;

/**
 * Why a client of Kafka got no token. Kafka puts the trace of what happened into a message; of that only what the endpoint
 * said is for people, and never what it answered in place of a token, which may be one.
 *
 * @param why in a line
 * @param refused whether the endpoint does not want the client; else it may be another time
 */
public record LoginFailure(String why, boolean refused) {

    private static final int LONGEST = 300;
    private static final Pattern ANSWER =
            Pattern.compile("response code ([0-9]{3}) and error (?:response|message) (.*?) was encountered");
    private static final Pattern CLASSES = Pattern.compile("^([\\w.$]+(Exception|Error): )+");

    /** What a failure to open a client has to do with its token, if it has. */
    public static Optional<LoginFailure> of(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .filter(LoginException.class::isInstance)
                .findFirst()
                .map(login -> of(
                        String.valueOf(login.getMessage()).lines().findFirst().orElse("")));
    }

    private static LoginFailure of(String line) {
        Matcher answer = ANSWER.matcher(line);
        if (answer.find()) {
            return new LoginFailure(
                    "the token endpoint answers with status " + answer.group(1) + " "
                            + answer.group(2).substring(0, Math.min(LONGEST, answer.end(2) - answer.start(2))),
                    line.contains("UnretryableException"));
        }
        String why = line.contains("valid JWT")
                ? "its answer has no token that is a JWT"
                : CLASSES.matcher(line).replaceFirst("");
        return new LoginFailure("the token endpoint gives no token: " + why, false);
    }
}
