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
import io.weir.support.etag.EntityTags;
import io.weir.support.identity.Identity;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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
@RequestMapping("/api/v1/tokens")
@Tag(name = "Tokens")
class TokenController {

    private static final String NOBODY = "anonymous";

    private final TokenIssue issue;
    private final Tokens tokens;
    private final Users users;

    TokenController(TokenIssue issue, Tokens tokens, Users users) {
        this.issue = issue;
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
        Issued issued = issue.issue(
                request.checkedName(), request.scope(), user(request), request.checkedExpiry(Instant.now()), creator);
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
    @Operation(
            operationId = "listTokens",
            summary = "Lists the tokens that are not revoked",
            description = "Needs the scope ADMIN.")
    TokenPage list(
            @Parameter(description = "Those whose names begin so") @RequestParam(required = false) @Nullable
                    String prefix,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        PageRequest asked = PageRequest.of(limit, pageToken, prefix);
        List<TokenDocument> rows =
                tokens.list(asked).stream().map(TokenDocument::of).toList();
        Page<TokenDocument> page = Page.of(rows, asked, TokenDocument::name);
        return new TokenPage(page.items(), page.nextPageToken());
    }

    @GetMapping("/{token}")
    @Operation(
            operationId = "getToken",
            summary = "Gets what is known of a token",
            description = "Needs the scope ADMIN.")
    ResponseEntity<TokenDocument> get(@PathVariable String token) {
        return answer(issue.get(token));
    }

    @PatchMapping("/{token}")
    @Operation(
            operationId = "updateToken",
            summary = "Has a token end earlier or later",
            description = "Needs the scope ADMIN. One that has expired stays so: 409.")
    ResponseEntity<TokenDocument> update(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody UpdateTokenRequest request) {
        ApiToken read = issue.get(token);
        EntityTags.check(ifMatch, read.revision());
        return answer(issue.extend(read, request.checkedExpiry(Instant.now())));
    }

    private static ResponseEntity<TokenDocument> answer(ApiToken token) {
        return EntityTags.ok(token.revision(), TokenDocument.of(token));
    }

    @DeleteMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeToken",
            summary = "Revokes a token",
            description = "Needs the scope ADMIN. No call with it passes any more.")
    void revoke(@PathVariable String token) {
        issue.revoke(token);
    }
}
