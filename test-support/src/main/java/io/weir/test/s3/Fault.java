package io.weir.test.s3;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** How the server meets a call instead of doing what it is asked and saying so. */
@FunctionalInterface
public interface Fault {

    /** What the call asks for: done when it is run, and not before. */
    @FunctionalInterface
    interface Deed {
        Answer run() throws IOException;
    }

    void meet(Call call, Deed deed) throws IOException, InterruptedException;

    /** Nothing is done, and an error is the answer. */
    static Fault refused(int status, String code) {
        return (call, deed) -> {
            call.body();
            call.answer(Answer.error(status, code));
        };
    }

    /** It is done, and nobody is told. */
    static Fault lostReply() {
        return (call, deed) -> {
            deed.run();
            call.hangUp();
        };
    }

    /** The connection ends while the client sends; nothing is done. */
    static Fault halfSent() {
        return (call, deed) -> {
            call.readHalf();
            call.hangUp();
        };
    }

    /** Something happens while the client sends, such as its end; nothing is done. */
    static Fault amidst(Runnable event) {
        return (call, deed) -> {
            call.readHalf();
            event.run();
            call.hangUp();
        };
    }

    /** It is done, and half of the answer comes. */
    static Fault halfAnswer() {
        return (call, deed) -> call.answerHalf(deed.run());
    }

    /** Nothing is done and nothing is said until the latch opens; then the connection ends. */
    static Fault stalled(CountDownLatch until) {
        return (call, deed) -> {
            until.await();
            call.hangUp();
        };
    }

    /** It is done at once and said when the latch opens, by when the client may be gone. */
    static Fault lateAnswer(CountDownLatch until) {
        return (call, deed) -> {
            Answer answer = deed.run();
            until.await();
            call.answer(answer);
        };
    }

    /** It is done when the latch opens, by when the client may be gone: a write that nobody waits for any more. */
    static Fault lateDeed(CountDownLatch until, CountDownLatch done) {
        return (call, deed) -> {
            call.keepBody();
            until.await();
            deed.run();
            done.countDown();
            call.hangUp();
        };
    }

    /** The condition that nothing be there is passed over, as by servers that do not know it. */
    static Fault conditionIgnored() {
        return (call, deed) -> {
            call.dropCondition();
            call.answer(deed.run());
        };
    }

    /** Something happens first, such as another writer's write; then all goes on as usual. */
    static Fault preceded(Runnable event) {
        return (call, deed) -> {
            event.run();
            call.answer(deed.run());
        };
    }
}
