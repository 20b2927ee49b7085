package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.GrantFilter;
import io.weir.platform.access.Grants;
import io.weir.platform.access.User;
import io.weir.platform.access.Users;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.Grant;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Access")
class CanIController {

    /** Where nobody has to say who they are. */
    private static final Identity NOBODY = new Identity("anonymous", Scope.ADMIN);

    private final Access access;
    private final Users users;
    private final Grants grants;

    CanIController(Access access, Users users, Grants grants) {
        this.grants = grants;
        this.access = access;
        this.users = users;
    }

    @GetMapping("/api/v1/access/can-i")
    @ChecksGrants("none about the caller")
    @Operation(
            operationId = "canI",
            summary = "Tells whether the caller may do something",
            description = "About another user: needs the scope ADMIN.")
    CanI canI(
            HttpServletRequest call,
            @RequestParam Privilege privilege,
            @RequestParam ResourceKind kind,
            @Parameter(description = "A name, or the beginning of names and a * after it; * unless given")
                    @RequestParam(required = false)
                    @Nullable
                    String name,
            @RequestParam(required = false) @Nullable String user) {
        Identity caller = Identity.of(call).orElse(NOBODY);
        Identity asked = user == null ? caller : other(caller, user);
        return answer(asked, privilege, kind, Names.checkedPattern(name == null ? Grant.ALL : name));
    }

    /** As one of the user's tokens with the scope WRITE would be. */
    private Identity other(Identity caller, String name) {
        if (caller.scope() != Scope.ADMIN) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "What another may do is told to administrators");
        }
        User user = users.get(name);
        return new Identity(CallerKind.USER.named(user.name()), Scope.WRITE, user.roles());
    }

    private CanI answer(Identity caller, Privilege privilege, ResourceKind kind, String name) {
        Scope needed = caller.isBounded() ? scope(privilege) : scope(privilege, kind);
        if (!caller.scope().includes(needed)) {
            return new CanI(false, caller.name(), "it needs the scope " + needed + " and has " + caller.scope());
        }
        if (!caller.isBounded()) {
            return new CanI(true, caller.name(), "its scope is " + caller.scope() + " and no grants bound it");
        }
        Optional<Grant> opening = access.grant(caller, privilege, kind, name);
        return new CanI(
                opening.isPresent(),
                caller.name(),
                opening.map(grant -> why(caller, grant)).orElse("none of its grants opens this"));
    }

    private String why(Identity caller, Grant grant) {
        if (!access.held(caller).contains(grant)) {
            return "it owns it";
        }
        String thing = grant.kind() + " " + grant.name();
        String given = together(caller, grant)
                .map(group -> group + ", which has " + thing + " in it")
                .orElse(thing);
        return "it was granted " + grant.privilege() + " on " + given;
    }

    /** The organizations that a grant was given on, where the caller has it as one on what is in them. */
    private Optional<String> together(Identity caller, Grant grant) {
        return caller.roles().stream()
                .map(role -> new GrantFilter(role, ResourceKind.ORGANIZATION, null))
                .flatMap(given -> grants.listInherited(given, 0, Integer.MAX_VALUE).stream())
                .filter(given -> given.grants().skip(1).anyMatch(grant::equals))
                .map(given -> given.grant().kind() + " " + given.grant().name())
                .findFirst();
    }

    /** Without grants. */
    private static Scope scope(Privilege privilege, ResourceKind kind) {
        return kind.isAdministration() ? Scope.ADMIN : scope(privilege);
    }

    private static Scope scope(Privilege privilege) {
        return switch (privilege) {
            case USAGE, SELECT -> Scope.READ;
            case INSERT, MANAGE, OWNERSHIP -> Scope.WRITE;
        };
    }
}
