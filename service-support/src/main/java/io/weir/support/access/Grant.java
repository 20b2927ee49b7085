package io.weir.support.access;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that a role may do.
 *
 * @param name of the thing, or the beginning of names with a {@code *} after it; {@code *} is all of the kind
 * @param withGrantOption whether who has it may hand it out
 */
public record Grant(Privilege privilege, ResourceKind kind, String name, boolean withGrantOption) {

    /** Stands for all things of a kind. */
    public static final String ALL = "*";

    public Grant {
        name = Thing.canonical(kind, name);
    }

    /** This, and the same on each of what is in the organizations that it is on. */
    public Stream<Grant> with(List<Member> members) {
        return Stream.concat(
                Stream.of(this),
                members.stream().map(member -> new Grant(privilege, member.kind(), member.name(), withGrantOption)));
    }

    /** Whether it opens a thing, or all that a pattern stands for. */
    public boolean opens(Privilege wanted, ResourceKind wantedKind, String nameOrPattern) {
        return opens(wanted, Thing.withContainers(wantedKind, nameOrPattern));
    }

    /** Whether it opens a thing: what is granted on a database or a schema holds for what is in it. */
    boolean opens(Privilege wanted, List<Thing> thingAndContainers) {
        return privilege.includes(wanted) && thingAndContainers.stream().anyMatch(this::covers);
    }

    /** Whether who has it may hand this out: the owner of a thing always may. */
    public boolean handsOut(Privilege wanted, ResourceKind wantedKind, String nameOrPattern) {
        return (withGrantOption || privilege == Privilege.OWNERSHIP) && opens(wanted, wantedKind, nameOrPattern);
    }

    private boolean covers(Thing thing) {
        return kind == thing.kind()
                && (name.endsWith(ALL)
                        ? thing.name().startsWith(name.substring(0, name.length() - 1))
                        : name.equals(thing.name()));
    }
}
