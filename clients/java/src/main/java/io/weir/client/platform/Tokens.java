package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.ApiToken;
import io.weir.client.model.CreateTokenRequest;
import io.weir.client.model.CreatedToken;
import io.weir.client.model.UpdateTokenRequest;

/** API tokens, without what is sent of them. To delete one is to revoke it, at once. */
public final class Tokens extends Changeable<ApiToken, UpdateTokenRequest> {

    Tokens(Calls calls) {
        super(calls, "tokens", ApiToken.class);
    }

    /** Makes one, whose text is shown this once: the call is not made again where no answer comes. */
    public CreatedToken create(CreateTokenRequest request) {
        return calls.call(Call.post(collection, request), CreatedToken.class);
    }

    /** Gives one another owner, as callers are named in the audit log; whom it speaks for stays. */
    public ApiToken handOver(String name, String owner) {
        return Owned.handOver(calls, item(name), owner, type);
    }
}
