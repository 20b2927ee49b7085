package io.weir.support.probe;

import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts how often the work behind a key is really done. */
@RestController
@RequestMapping("/orders")
public class Orders {

    /** What is ordered. */
    public record Order(String what, @Nullable List<String> notes) {}

    /** What became of it. */
    public record Placed(int number, String what) {}

    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicInteger refused = new AtomicInteger();
    private final IdempotentRequests idempotent;

    Orders(IdempotentRequests idempotent) {
        this.idempotent = idempotent;
    }

    public int placed() {
        return placed.get();
    }

    /** Lets no order through before this opens. */
    public void waitFor(CountDownLatch opened) {
        gate.set(opened);
    }

    /** Has the order of this number fail, at once. */
    public void refuse(int number) {
        refused.set(number);
    }

    @PostMapping
    ResponseEntity<Placed> place(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody Order order) {
        return idempotent.once(key, "place", order, Placed.class, () -> work(order));
    }

    /** As if an order that is there were given as it is. */
    @PostMapping("/repeatable")
    ResponseEntity<Placed> placeRepeatably(
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody Order order) {
        return idempotent.repeatably(key, "place repeatably", order, Placed.class, () -> work(order));
    }

    private ResponseEntity<Placed> work(Order order) {
        int number = placed.incrementAndGet();
        if (number == refused.get()) {
            throw new IllegalStateException("order " + number + " is refused");
        }
        try {
            gate.get().await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (order.what().equals("nothing")) {
            throw new IllegalStateException("nothing cannot be ordered");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .eTag(EntityTags.of(number))
                .body(new Placed(number, order.what()));
    }

    @PutMapping("/{version}")
    void change(@PathVariable long version, IfMatch ifMatch) {
        ifMatch.check(version);
    }

    /**
     * Changes an order that others change in between, so many times.
     *
     * @return how often it was read
     */
    @PatchMapping("/{others}")
    int changeBehind(@PathVariable int others, IfMatch ifMatch) {
        AtomicInteger read = new AtomicInteger();
        return ifMatch.change(() -> {
            if (read.incrementAndGet() <= others) {
                throw ProblemException.stale("order", "7");
            }
            return read.get();
        });
    }

    /** What has no tag. */
    @DeleteMapping("/notes")
    void forget() {
        placed.incrementAndGet();
    }
}
