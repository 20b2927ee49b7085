package io.weir.platform.organization;

import io.weir.support.access.Member;
import io.weir.support.note.Notes;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** All organizations, by name. */
public interface Organizations {

    /** Of an organization: services are told of all of it with what somebody was granted. */
    int MOST_CONTENTS = 1000;

    /**
     * Adds an organization that nothing is in.
     *
     * @throws ProblemException {@link OrganizationProblem#ORGANIZATION_EXISTS} when the name is taken
     */
    void add(Organization organization);

    Optional<Organization> find(String name);

    /** Organizations of a page in the order of their names, and one more where there are more. */
    List<Organization> list(PageRequest page);

    /**
     * Gives an organization other notes.
     *
     * @throws ProblemException when it is no longer the one that was read
     */
    Organization update(Organization read, Notes notes);

    /** Hands an organization over; false where it is no longer the one that was read. */
    boolean handOver(Organization read, String owner);

    /**
     * Removes an organization with the grants on it.
     *
     * @param cascade whether what is in it is taken out, which stays what it is
     * @throws ProblemException {@link OrganizationProblem#ORGANIZATION_IN_USE} with what is in it, or when it is no longer the
     *     one that was read
     */
    void remove(Organization read, boolean cascade);

    /**
     * Puts something into an organization; once is enough.
     *
     * @throws ProblemException {@link OrganizationProblem#ORGANIZATION_NOT_FOUND}, {@link OrganizationProblem#ORGANIZATION_FULL},
     *     {@link OrganizationProblem#IN_OTHER_ORGANIZATION}
     */
    Content put(String organization, Member member);

    /**
     * Takes something out of an organization.
     *
     * @throws ProblemException {@link OrganizationProblem#NOT_IN_ORGANIZATION}
     */
    void take(String organization, Member member);

    /** What is in an organization, of a page in the order of kinds and names, and one more where there is more. */
    List<Content> contents(String organization, PageRequest page);

    /**
     * The organization of this name.
     *
     * @throws ProblemException {@link OrganizationProblem#ORGANIZATION_NOT_FOUND}
     */
    default Organization get(String name) {
        return find(name)
                .orElseThrow(() ->
                        ProblemException.notFound(OrganizationProblem.ORGANIZATION_NOT_FOUND, "organization", name));
    }
}
