package io.weir.ingest.dependency;

import java.net.http.HttpResponse;

/** An answer that says that nobody answers, from whoever stands before the one that was asked, or of itself while it starts. */
final class AwayAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpResponse<?> answer;

    AwayAnswerException(HttpResponse<?> answer) {
        super("answers with status " + answer.statusCode());
        this.answer = answer;
    }

    HttpResponse<?> answer() {
        return answer;
    }
}
