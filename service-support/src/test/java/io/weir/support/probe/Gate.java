package io.weir.support.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Calls that last until the test lets them through, with a thread and without. */
@ConditionalOnWebApplication
@RestController
public class Gate {

    private final Semaphore waiting = new Semaphore(0);
    private final CompletableFuture<String> opened = new CompletableFuture<>();

    @GetMapping("/gate")
    String pass() {
        waiting.release();
        return opened.join();
    }

    @GetMapping("/gate/later")
    CompletableFuture<String> passLater() {
        waiting.release();
        return opened;
    }

    /** Whether so many callers have come within a minute. */
    public boolean awaitCallers(int callers) throws InterruptedException {
        return waiting.tryAcquire(callers, 1, TimeUnit.MINUTES);
    }

    public void open() {
        opened.complete("through");
    }
}
