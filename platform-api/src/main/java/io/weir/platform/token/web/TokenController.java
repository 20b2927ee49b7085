package io.weir.platform.token.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.platform.access.Users;
import io.weir.platform.token.ApiToken;
import io.weir.platform.token.TokenIssue;
import io.weir.platform.token.TokenIssue.Issued;
import io.weir.platform.token.Tokens;
import io.weir.support.access.Access;
import io.weir.support.access.ChecksGrants;
import io.weir.support.access.NewOwner;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import io.weir.support.etag.EntityTags;
import io.weir.support.etag.IfMatch;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "Tokens")
class TokenController {

    private static final String SCOPE = "Without a user, a token needs the scope ADMIN.";
    private static final String NOBODY = "anonymous";

    private final TokenIssue issue;
    private final Tokens tokens;
    private final Users users;
    private final Access access;

    TokenController(TokenIssue issue, Tokens tokens, Users users, Access access) {
        this.issue = issue;
        this.access = access;
        this.users = users;
        this.tokens = tokens;
    }

    @PostMapping
    @Operation(
            operationId = "createToken",
            summary = "Creates a token",
            description =
                    "Needs the scope ADMIN. The token is shown in this answer and never again. Takes no"
                            + " Idempotency-Key, for which it would have to be kept: where the answer was lost, revoke and repeat.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<CreatedToken> create(HttpServletRequest call, @RequestBody CreateTokenRequest request) {
        String creator = Identity.of(call).map(Identity::name).orElse(NOBODY);
        Issued issued = issue.issue(request.wanted(user(request)), NewOwner.maker(call), creator);
        return ResponseEntity.created(
                        URI.create("/api/v1/tokens/" + issued.token().name()))
                .cacheControl(CacheControl.noStore())
                .body(CreatedToken.of(issued));
    }

    private @Nullable String user(CreateTokenRequest request) {
        String name = request.user();
        return name == null ? null : users.get(name).name();
    }

    @GetMapping
    @ChecksGrants("lists what the caller has a grant on")
    @Operation(operationId = "listTokens", summary = "Lists the tokens that are not revoked", description = SCOPE)
    TokenPage list(
            HttpServletRequest call,
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        Visible visible = access.visible(call, ResourceKind.TOKEN);
        Page<ApiToken> page =
                Page.ofVisible(asked, tokens::list, token -> visible.test(token.name(), token.owner()), ApiToken::name);
        return new TokenPage(page.items().stream().map(TokenDocument::of).toList(), page.nextPageToken());
    }

    @GetMapping("/{token}")
    @RequiresGrant(value = Privilege.USAGE, on = ResourceKind.TOKEN, named = "token")
    @Operation(operationId = "getToken", summary = "Gets what is known of a token", description = SCOPE)
    ResponseEntity<TokenDocument> get(@PathVariable String token) {
        return answer(tokens.get(token));
    }

    @PatchMapping("/{token}")
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TOKEN, named = "token")
    @Operation(
            operationId = "updateToken",
            summary = "Has a token end earlier or later, or have other properties",
            description = SCOPE + " Only administrators have one end later. One that has expired stays so: 409.")
    ResponseEntity<TokenDocument> update(
            HttpServletRequest call,
            @PathVariable String token,
            IfMatch ifMatch,
            @RequestBody UpdateTokenRequest request) {
        return ifMatch.change(() -> {
            ApiToken read = tokens.get(token);
            ifMatch.check(read.revision());
            Instant end = request.checkedExpiry(read, Instant.now());
            if (end.isAfter(read.expiresAt())) {
                mustBeAdministrator(call);
            }
            return answer(issue.update(read, end, request.checkedProperties(read)));
        });
    }

    /** Who owns a token could make it last for ever, also by the token itself; who found one, too. */
    private static void mustBeAdministrator(HttpServletRequest call) {
        Identity.of(call).filter(caller -> caller.scope() != Scope.ADMIN).ifPresent(caller -> {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN,
                    "To have a token end later needs the scope ADMIN; " + caller.name() + " has it not");
        });
    }

    private static ResponseEntity<TokenDocument> answer(ApiToken token) {
        return EntityTags.ok(token.revision(), TokenDocument.of(token));
    }

    @DeleteMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.TOKEN, named = "token")
    @Operation(
            operationId = "revokeToken",
            summary = "Revokes a token",
            description = SCOPE + " No call with it passes any more.")
    void revoke(@PathVariable String token, IfMatch ifMatch) {
        ApiToken read = tokens.get(token);
        ifMatch.check(read.revision());
        issue.revoke(read, ifMatch.isCondition());
    }
}
