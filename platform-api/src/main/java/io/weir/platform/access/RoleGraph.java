package io.weir.platform.access;

import io.weir.support.problem.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which roles were granted to which. No role has itself, over however many others. */
public final class RoleGraph {

    /** Roles that may be granted to each other in a row: beyond it nobody sees any more who has what. */
    static final int LONGEST_CHAIN = 10;

    private final Map<String, Set<String>> granted = new TreeMap<>();
    private final Map<String, Set<String>> holders = new TreeMap<>();

    /**
     * A role that was granted to another.
     *
     * @param role whoever has this one has {@code granted} too
     */
    public record Link(String role, String granted) {}

    public RoleGraph(Collection<Link> links) {
        links.forEach(this::add);
    }

    private void add(Link link) {
        granted.computeIfAbsent(link.role(), role -> new TreeSet<>()).add(link.granted());
        holders.computeIfAbsent(link.granted(), role -> new TreeSet<>()).add(link.role());
    }

    /**
     * Refuses a role that another must not be granted.
     *
     * @throws ProblemException {@link AccessProblem#ROLE_CYCLE} with the roles on the way from one back to it, or
     *     {@link AccessProblem#ROLE_CHAIN_TOO_LONG}
     */
    void check(Link link) {
        List<String> back = way(link.granted(), link.role());
        if (!back.isEmpty()) {
            List<String> cycle = new ArrayList<>(back);
            cycle.add(0, link.role());
            throw new ProblemException(
                            AccessProblem.ROLE_CYCLE,
                            "The role '" + link.role() + "' would have itself: " + String.join(" > ", cycle))
                    .with("cycle", cycle);
        }
        int chain = longest(link.role(), holders) + longest(link.granted(), granted);
        if (chain > LONGEST_CHAIN) {
            throw new ProblemException(
                            AccessProblem.ROLE_CHAIN_TOO_LONG,
                            "There would be " + chain + " roles in a row, of which each has the next; " + LONGEST_CHAIN
                                    + " are allowed")
                    .with("found", chain)
                    .with("allowed", LONGEST_CHAIN);
        }
    }

    /** The shortest way from a role to one that it has, both of them on it; empty where it has it not. */
    private List<String> way(String from, String to) {
        Map<String, String> before = new HashMap<>(Map.of(from, from));
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty() && !before.containsKey(to)) {
            String role = next.remove();
            for (String had : granted.getOrDefault(role, Set.of())) {
                if (before.putIfAbsent(had, role) == null) {
                    next.add(had);
                }
            }
        }
        return before.containsKey(to) ? back(before, from, to) : List.of();
    }

    private static List<String> back(Map<String, String> before, String from, String to) {
        List<String> way = new ArrayList<>(List.of(to));
        while (!way.get(0).equals(from)) {
            way.add(0, before.getOrDefault(way.get(0), from));
        }
        return way;
    }

    /** How many roles the longest chain has that begins with a role and follows these links. */
    private static int longest(String role, Map<String, Set<String>> links) {
        return longest(role, links, new HashMap<>());
    }

    private static int longest(String role, Map<String, Set<String>> links, Map<String, Integer> known) {
        Integer before = known.get(role);
        if (before != null) {
            return before;
        }
        // Of a circle, which is nowhere, the walk would end too.
        known.put(role, 0);
        int rest = 0;
        for (String next : links.getOrDefault(role, Set.of())) {
            rest = Math.max(rest, longest(next, links, known));
        }
        known.put(role, rest + 1);
        return rest + 1;
    }
}
