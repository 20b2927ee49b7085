package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.User;
import io.weir.platform.access.Users;
import io.weir.platform.dependent.Known;
import io.weir.platform.ownership.Estates;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.identity.CallerKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Access")
class UserController {

    private static final String SCOPE = "Without a user, a token needs the scope ADMIN.";

    private final Users users;
    private final IdempotentRequests requests;
    private final Access access;
    private final Estates estates;

    UserController(Users users, IdempotentRequests requests, Access access, Estates estates) {
        this.estates = estates;
        this.requests = requests;
        this.access = access;
        this.users = users;
    }

    @PostMapping
    @ChecksGrants("MANAGE on USER of the name, OWNERSHIP on each ROLE that it is given")
    @Operation(operationId = "createUser", summary = "Creates a user", description = SCOPE)
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<UserDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateUserRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.USER, request.name());
        GivenRoles.require(access, call, request.checkedRoles());
        estates.awaitReleased(CallerKind.USER.named(request.name()));
        User user = request.user(Names.caller(call), NewOwner.maker(call), Names.now());
        return requests.once(key, "createUser", request, UserDocument.class, () -> {
            users.add(user);
            return ResponseEntity.created(URI.create("/api/v1/users/" + user.name()))
                    .eTag(EntityTags.of(user.revision()))
                    .body(UserDocument.of(user));
        });
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listUsers", summary = "Lists users", description = SCOPE)
    UserPage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.USER);
        Page<User> page =
                Page.ofVisible(asked, users::list, user -> visible.test(user.name(), user.owner()), User::name);
        return new UserPage(page.items().stream().map(UserDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{user}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.USER, named = "user")
    @Operation(operationId = "getUser", summary = "Gets a user", description = SCOPE)
    ResponseEntity<UserDocument> get(@PathVariable String user) {
        return answer(users.get(user));
    }

    @PatchMapping("/{user}")
    @ChecksGrants("MANAGE on USER {user}, OWNERSHIP on each ROLE that it is given anew")
    @Operation(
            operationId = "updateUser",
            summary = "Gives a user other roles, or other properties",
            description = SCOPE + " The user's tokens have the roles within two seconds.")
    ResponseEntity<UserDocument> update(
            HttpServletRequest call,
            @PathVariable String user,
            IfMatch ifMatch,
            @RequestBody UpdateUserRequest request) {
        access.require(call, Privilege.MANAGE, ResourceKind.USER, user);
        return ifMatch.change(() -> {
            User read = users.get(user);
            ifMatch.check(read.revision());
            GivenRoles.require(access, call, request.addedRoles(read));
            return answer(users.update(read, request.checkedRoles(read), request.checkedProperties(read)));
        });
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.USER, named = "user")
    @Operation(
            operationId = "deleteUser",
            summary = "Deletes a user",
            description = SCOPE + " A user who has tokens is not deleted: 409 with them; with cascade they are void"
                    + " within a second, if the caller may end each.")
    void delete(
            HttpServletRequest call,
            @PathVariable String user,
            @Parameter(description = "Whether its tokens go, too") @RequestParam(required = false) @Nullable
                    Boolean cascade,
            IfMatch ifMatch) {
        ifMatch.remove(() -> {
            User read = users.get(user);
            ifMatch.check(read.revision());
            Known known = Known.by(kind -> access.visible(call, kind));
            if (Boolean.TRUE.equals(cascade)) {
                users.removeWithTokens(
                        read, known, token -> access.require(call, Privilege.MANAGE, ResourceKind.TOKEN, token));
            } else {
                users.remove(read, known);
            }
        });
    }

    private static ResponseEntity<UserDocument> answer(User user) {
        return EntityTags.ok(user.revision(), UserDocument.of(user));
    }
}
