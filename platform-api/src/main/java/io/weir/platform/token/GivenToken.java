package io.weir.platform.token;

import io.weir.support.problem.ProblemException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Takes the token that a platform was installed with: where services are started one by one, nobody reads one from the
 * output of the first start. Each start offers it again; once revoked it stays so.
 */
@Component
class GivenToken implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(GivenToken.class);
    private static final Duration LIFE = Duration.ofDays(365);

    private final TokenIssue issue;
    private final TokenSettings settings;

    GivenToken(TokenIssue issue, TokenSettings settings) {
        this.issue = issue;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.first() != null) {
            take(settings.first().strip());
        }
    }

    private void take(String given) {
        TokenText text = TokenText.parse(given)
                .orElseThrow(() -> new IllegalStateException("weir.tokens.first is not a token: it must be 'weir_',"
                        + " 12 hexadecimal digits, '_' and 43 letters, digits, '-' or '_'"));
        try {
            issue.issue(text, "first-" + text.id(), LIFE);
            LOG.info("{} opens the platform as its administrator's", text);
        } catch (ProblemException known) {
            if (known.problem() != TokenProblem.TOKEN_EXISTS) {
                throw known;
            }
            LOG.debug("{} is known from before", text, known);
        }
    }
}
