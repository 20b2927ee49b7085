package io.weir.support.access;

import java.util.Optional;
import java.util.function.Function;

/** Who owns things of one kind: whoever made them, until they hand them over. Each service knows the owners of what it keeps. */
public interface Owners {

    ResourceKind kind();

    /**
     * The name of the owner, as in {@code user:ann}; none where there is no such thing.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    Optional<String> of(String name);

    /** Owners of a kind that this asks for. */
    static Owners of(ResourceKind kind, Function<String, Optional<String>> owner) {
        return new Owners() {
            @Override
            public ResourceKind kind() {
                return kind;
            }

            @Override
            public Optional<String> of(String name) {
                return owner.apply(name);
            }
        };
    }
}
