package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.User;
import io.weir.platform.access.Users;
import io.weir.support.etag.EntityTags;
import io.weir.support.idempotency.IdempotentRequests;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

    private final Users users;
    private final IdempotentRequests requests;

    UserController(Users users, IdempotentRequests requests) {
        this.requests = requests;
        this.users = users;
    }

    @PostMapping
    @Operation(operationId = "createUser", summary = "Creates a user", description = "Needs the scope ADMIN.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<UserDocument> create(
            HttpServletRequest call,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody CreateUserRequest request) {
        User user = request.user(Names.caller(call), Names.now());
        return requests.once(key, "createUser", request, UserDocument.class, () -> {
            users.add(user);
            return ResponseEntity.created(URI.create("/api/v1/users/" + user.name()))
                    .eTag(EntityTags.of(user.revision()))
                    .body(UserDocument.of(user));
        });
    }

    @GetMapping
    @Operation(operationId = "listUsers", summary = "Lists users", description = "Needs the scope ADMIN.")
    UserPage list(
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        List<UserDocument> rows =
                users.list(asked).stream().map(UserDocument::of).toList();
        Page<UserDocument> page = Page.of(rows, asked, UserDocument::name);
        return new UserPage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{user}")
    @Operation(operationId = "getUser", summary = "Gets a user", description = "Needs the scope ADMIN.")
    ResponseEntity<UserDocument> get(@PathVariable String user) {
        return answer(users.get(user));
    }

    @PatchMapping("/{user}")
    @Operation(
            operationId = "updateUser",
            summary = "Gives a user other roles",
            description = "Needs the scope ADMIN. The user's tokens have them within two seconds.")
    ResponseEntity<UserDocument> update(
            @PathVariable String user,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UpdateUserRequest request) {
        User read = users.get(user);
        EntityTags.check(ifMatch, read.revision());
        return answer(users.update(read, Names.checkedRoles(request.roles())));
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteUser",
            summary = "Deletes a user",
            description = "Needs the scope ADMIN. A user who has tokens is not deleted: 409 with them.")
    void delete(
            @PathVariable String user,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable
                    String ifMatch) {
        User read = users.get(user);
        EntityTags.check(ifMatch, read.revision());
        users.remove(read);
    }

    private static ResponseEntity<UserDocument> answer(User user) {
        return EntityTags.ok(user.revision(), UserDocument.of(user));
    }
}
