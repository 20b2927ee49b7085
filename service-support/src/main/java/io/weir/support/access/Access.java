package io.weir.support.access;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.weir.support.identity.Identity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.ServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what a caller may do: what its roles were granted, and everything with what it owns. Who is not bound by grants may do what the scope of its token says. A look costs no call
 * while what is known of a role is fresh.
 */
public final class Access {

    private final RoleGrants grants;
    private final Map<ResourceKind, Owners> owners;
    private final HandOvers handOvers;

    Access(RoleGrants grants, List<Owners> owners, HandOvers handOvers) {
        this.handOvers = handOvers;
        this.grants = grants;
        this.owners = owners.stream().collect(toUnmodifiableMap(Owners::kind, known -> known));
    }

    /**
     * Refuses a caller that may not do this.
     *
     * @param nameOrPattern of the thing; {@link Grant#ALL} for all of the kind
     * @throws ProblemException 403 with what is missing
     */
    public void require(ServletRequest request, Privilege privilege, ResourceKind kind, String nameOrPattern) {
        Identity.of(request).ifPresent(caller -> {
            if (grant(caller, privilege, kind, nameOrPattern).isEmpty() && caller.isBounded()) {
                throw refusal(caller, privilege, kind, nameOrPattern);
            }
        });
    }

    /**
     * Whether a thing is to be handed over now. It is not where the caller did so lately and asks again, as who got no answer
     * does: then it is to be told how it is.
     *
     * @param owner whose it is to be
     * @throws ProblemException 403 where it is neither the caller's to hand over, nor was
     */
    public boolean handsOver(ServletRequest request, ResourceKind kind, String name, String owner) {
        Identity caller = Identity.of(request).filter(Identity::isBounded).orElse(null);
        if (caller == null) {
            return true;
        }
        Thing thing = new Thing(kind, Thing.canonical(kind, name));
        if (grant(caller, Privilege.OWNERSHIP, kind, name).isPresent()) {
            handOvers.note(caller, thing, owner);
            return true;
        }
        if (handOvers.isNoted(caller, thing, owner)
                && owner(thing).filter(owner::equals).isPresent()) {
            return false;
        }
        throw refusal(caller, Privilege.OWNERSHIP, kind, name);
    }

    /** Whether a caller has just handed a thing over to whose it is now. */
    boolean hasHandedOver(Identity caller, ResourceKind kind, String name) {
        Thing thing = new Thing(kind, Thing.canonical(kind, name));
        return owner(thing).filter(now -> handOvers.isNoted(caller, thing, now)).isPresent();
    }

    /** What a caller may know of: what it has a grant on, and what it owns. */
    public Visible visible(ServletRequest request, ResourceKind kind) {
        return Identity.of(request)
                .filter(Identity::isBounded)
                .map(caller -> {
                    List<Grant> held = held(caller);
                    Map<Thing, Boolean> owned = new HashMap<>();
                    return (Visible)
                            (name, owner) -> caller.name().equals(owner) || mayKnow(caller, kind, name, held, owned);
                })
                .orElse((name, owner) -> true);
    }

    /** Who removes what others may use. */
    public Remover remover(ServletRequest request) {
        return new Remover(this, request);
    }

    /** Many rows of a list are in few schemas: whose these are is looked up once. */
    private boolean mayKnow(
            Identity caller, ResourceKind kind, String name, List<Grant> held, Map<Thing, Boolean> owned) {
        List<Thing> thing = Thing.withContainers(kind, name);
        return held.stream().anyMatch(grant -> grant.opens(Privilege.USAGE, thing))
                || thing.stream()
                        .skip(1)
                        .anyMatch(container -> owned.computeIfAbsent(container, asked -> isOwner(caller, asked)));
    }

    /**
     * The grant that opens something for a caller; none where it is closed, or no grant is needed. Of what it owns it has the
     * ownership, by name.
     */
    public Optional<Grant> grant(Identity caller, Privilege privilege, ResourceKind kind, String nameOrPattern) {
        if (!caller.isBounded()) {
            return Optional.empty();
        }
        List<Thing> thing = Thing.withContainers(kind, nameOrPattern);
        return held(caller).stream()
                .filter(grant -> grant.opens(privilege, thing))
                .findFirst()
                .or(() -> owned(caller, thing));
    }

    /** Asked last: it costs looks, while what was granted is mostly known. Who owns a schema has what is in it. */
    private Optional<Grant> owned(Identity caller, List<Thing> thingAndContainers) {
        return thingAndContainers.stream()
                .filter(thing -> isOwner(caller, thing))
                .findFirst()
                .map(thing -> new Grant(Privilege.OWNERSHIP, thing.kind(), thing.name(), true));
    }

    private boolean isOwner(Identity caller, Thing thing) {
        return !thing.isPattern() && owner(thing).filter(caller.name()::equals).isPresent();
    }

    private Optional<String> owner(Thing thing) {
        return Optional.ofNullable(owners.get(thing.kind())).flatMap(known -> known.of(thing.name()));
    }

    /** All that a caller was granted. */
    public List<Grant> held(Identity caller) {
        return caller.roles().stream().flatMap(role -> grants.of(role).stream()).toList();
    }

    /** The refusal of what a caller may not do. */
    public static ProblemException refusal(Identity caller, Privilege privilege, ResourceKind kind, String name) {
        String what = name.equals(Grant.ALL) ? "every " + kind : kind + " '" + name + "'";
        return new ProblemException(
                        CommonProblem.FORBIDDEN,
                        "This needs " + privilege + " on " + what + "; " + caller.name() + " has it not")
                .with("required", Map.of("privilege", privilege.name(), "kind", kind.name(), "name", name));
    }
}
