package io.weir.metadata.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Commits that came while others were made, gathered: those that wait are made together, by the thread of the one that
 * came first. Nobody waits for more to come, and no two groups that are under way have a table in common.
 *
 * <p>A group of one costs no change of threads; one of many costs each of them a wake-up.
 */
final class CommitQueue {

    private final int groupsAtOnce;
    private final int largest;
    private final Consumer<List<Waiting>> work;
    private final Function<CommitAttempt, CommitOutcome> alone;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Set<String> busy = new HashSet<>();
    private int groups;

    /**
     * @param largest commits in a group
     * @param work answers every commit of a group, or leaves those out that must be made alone
     * @param alone makes one commit, as long as that may take; called by the commit's own thread
     */
    CommitQueue(
            int groupsAtOnce, int largest, Consumer<List<Waiting>> work, Function<CommitAttempt, CommitOutcome> alone) {
        this.groupsAtOnce = groupsAtOnce;
        this.largest = largest;
        this.work = work;
        this.alone = alone;
    }

    /** A commit that waits for its turn, and then for its outcome. */
    static final class Waiting {

        private final CommitAttempt attempt;
        private final CompletableFuture<Turn> turn = new CompletableFuture<>();

        Waiting(CommitAttempt attempt) {
            this.attempt = attempt;
        }

        CommitAttempt attempt() {
            return attempt;
        }

        /** Tells what became of it. */
        void answer(CommitOutcome outcome) {
            turn.complete(new Answered(outcome));
        }

        /** Tells why it was not made, or why nobody knows whether it was. */
        void fail(RuntimeException failure) {
            turn.complete(new Failed(failure));
        }
    }

    private sealed interface Turn {}

    private record Leads(List<Waiting> group) implements Turn {}

    private record Answered(CommitOutcome outcome) implements Turn {}

    private record Failed(RuntimeException failure) implements Turn {}

    private record Alone() implements Turn {}

    /** Makes a commit, together with others or alone; returns when it is made or refused. */
    CommitOutcome commit(CommitAttempt attempt) {
        Waiting mine = new Waiting(attempt);
        enter(mine);
        Turn turn = mine.turn.join();
        if (turn instanceof Leads leads) {
            turn = lead(mine, leads.group());
        }
        if (turn instanceof Failed failed) {
            throw failed.failure();
        }
        return turn instanceof Answered answered ? answered.outcome() : alone.apply(attempt);
    }

    /** How many are in no group yet. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void enter(Waiting mine) {
        waiting.add(mine);
        begin();
    }

    /** The thread of the group's first commit does the work; its own answer comes back by a new object. */
    private Turn lead(Waiting mine, List<Waiting> group) {
        Waiting own = new Waiting(mine.attempt());
        List<Waiting> members = new ArrayList<>(group);
        members.set(0, own);
        try {
            work.accept(List.copyOf(members));
        } finally {
            members.forEach(member -> member.turn.complete(new Alone()));
            end(group);
        }
        return own.turn.join();
    }

    private synchronized void end(List<Waiting> group) {
        group.forEach(member -> busy.remove(member.attempt().table()));
        groups--;
        begin();
    }

    /** Begins a group, if there may be one more and somebody waits for a table that is in none. */
    private void begin() {
        if (groups < groupsAtOnce && !waiting.isEmpty()) {
            List<Waiting> group = next();
            if (!group.isEmpty()) {
                groups++;
                group.forEach(member -> busy.add(member.attempt().table()));
                group.get(0).turn.complete(new Leads(group));
            }
        }
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        Iterator<Waiting> queue = waiting.iterator();
        while (queue.hasNext() && group.size() < largest) {
            Waiting candidate = queue.next();
            if (!busy.contains(candidate.attempt().table())) {
                group.add(candidate);
                queue.remove();
            }
        }
        return group;
    }
}
