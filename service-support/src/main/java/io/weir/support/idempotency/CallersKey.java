package io.weir.support.idempotency;

import io.weir.support.identity.Identity;
import io.weir.support.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A key and who chose it. Each caller chooses its own, and need not know which others chose.
 *
 * @param sent the key as it came, under which whoever is first with it is noted
 * @param caller null where nobody has to say who they are
 */
record CallersKey(String sent, @Nullable String caller) {

    private static final int LONGEST = 255;

    /**
     * The key of the call in hand.
     *
     * @param key what the caller sent
     * @throws ProblemException 422 where that is no key
     */
    static CallersKey of(String key) {
        check(key);
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call)) {
            return new CallersKey(key, null);
        }
        return new CallersKey(
                key, Identity.of(call.getRequest()).map(Identity::name).orElse(null));
    }

    /** What a caller is noted under who comes with a key that is another's. A blank ends its name: no key has one. */
    String own() {
        return caller == null ? sent : caller + " " + sent;
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
