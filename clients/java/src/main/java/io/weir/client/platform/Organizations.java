package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.CreateOrganizationRequest;
import io.weir.client.model.Organization;
import io.weir.client.model.OrganizationContent;
import io.weir.client.model.OrganizationMember;
import io.weir.client.model.UpdateOrganizationRequest;
import java.util.stream.Stream;

/** Things that are granted together: what a role is granted on an organization holds for all that is in it. */
public final class Organizations extends Cascading<Organization, CreateOrganizationRequest, UpdateOrganizationRequest> {

    Organizations(Calls calls) {
        super(calls, "organizations", Organization.class);
    }

    /** What is in one, in the order of kinds and names. */
    public Stream<OrganizationContent> contents(String name) {
        return Pages.of(calls, Call.get(contentsOf(name)), OrganizationContent.class);
    }

    /** Puts something of one's own into one; once is enough. */
    public OrganizationContent add(String name, OrganizationMember member) {
        return calls.call(Call.put(contentsOf(name), member), OrganizationContent.class);
    }

    /** Takes something out of one, and leaves it what it is. */
    public void remove(String name, OrganizationMember member) {
        calls.json(Call.delete(contentsOf(name)).query("kind", member.getKind()).query("name", member.getName()));
    }

    private String contentsOf(String name) {
        return item(name) + "/contents";
    }
}
