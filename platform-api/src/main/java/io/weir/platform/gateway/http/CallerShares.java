package io.weir.platform.gateway.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what each caller has at once, so that none has more than its share. Who has nothing takes no memory. */
final class CallerShares {

    private final int share;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    CallerShares(int share) {
        this.share = share;
    }

    int share() {
        return share;
    }

    /** Takes one for a caller, which is to be given back; false where it has its share already. */
    boolean take(String caller) {
        if (taken.merge(caller, 1, Integer::sum) <= share) {
            return true;
        }
        giveBack(caller);
        return false;
    }

    void giveBack(String caller) {
        taken.computeIfPresent(caller, (name, count) -> count == 1 ? null : count - 1);
    }
}
