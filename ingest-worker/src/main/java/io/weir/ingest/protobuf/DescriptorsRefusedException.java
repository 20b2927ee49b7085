package io.weir.ingest.protobuf;

/** What was given is no set of descriptors that messages can be read by. */
public final class DescriptorsRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    DescriptorsRefusedException(String reason) {
        super(reason);
    }

    /** What to say of it, to go on after what is refused. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
