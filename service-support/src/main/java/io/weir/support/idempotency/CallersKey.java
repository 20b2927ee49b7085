package io.weir.support.idempotency;

import io.weir.support.identity.Identity;
import io.weir.support.problem.ProblemException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Keys as they are noted: each caller chooses its own, and need not know which others chose. */
final class CallersKey {

    private static final int LONGEST = 255;

    private CallersKey() {}

    /**
     * The key of the call in hand, among those of its caller; as it came where nobody has to say who they are. A blank ends
     * the caller's name: no key has one.
     *
     * @param key what the caller sent
     * @throws ProblemException 422 where that is no key
     */
    static String of(String key) {
        check(key);
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) {
            return key;
        }
        return Identity.of(call.getRequest())
                .map(caller -> caller.name() + " " + key)
                .orElse(key);
    }

    private static void check(String key) {
        boolean printable = key.chars().allMatch(character -> character > ' ' && character < 127);
        if (key.isEmpty() || key.length() > LONGEST || !printable) {
            throw ProblemException.invalid(
                    IdempotentRequests.HEADER,
                    "is not a key",
                    key,
                    "1 to " + LONGEST + " printable characters without blanks");
        }
    }
}
