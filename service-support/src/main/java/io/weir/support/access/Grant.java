package io.weir.support.access;

/**
 * One thing that a role may do.
 *
 * @param name of the thing, or the beginning of names with a {@code *} after it; {@code *} is all of the kind
 * @param withGrantOption whether who has it may hand it out
 */
public record Grant(Privilege privilege, ResourceKind kind, String name, boolean withGrantOption) {

    /** Stands for all things of a kind. */
    public static final String ALL = "*";

    /** Whether it opens a thing, or all that a pattern stands for. */
    public boolean opens(Privilege wanted, ResourceKind wantedKind, String nameOrPattern) {
        return kind == wantedKind && privilege.includes(wanted) && covers(nameOrPattern);
    }

    /** Whether who has it may hand this out: the owner of a thing always may. */
    public boolean handsOut(Privilege wanted, ResourceKind wantedKind, String nameOrPattern) {
        return (withGrantOption || privilege == Privilege.OWNERSHIP) && opens(wanted, wantedKind, nameOrPattern);
    }

    private boolean covers(String nameOrPattern) {
        return name.endsWith(ALL)
                ? nameOrPattern.startsWith(name.substring(0, name.length() - 1))
                : name.equals(nameOrPattern);
    }
}
