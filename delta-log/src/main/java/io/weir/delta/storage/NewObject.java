package io.weir.delta.storage;

/** An object that is to be made. */
public final class NewObject {

    private final String name;
    private final byte[] content;
    private final boolean isOptional;

    private NewObject(String name, byte[] content, boolean isOptional) {
        this.name = name;
        this.content = content;
        this.isOptional = isOptional;
    }

    /**
     * One that those behind it need: they are not made where somebody else's is there under its name.
     *
     * @param content is not copied: not to be changed
     */
    public static NewObject required(String name, byte[] content) {
        return new NewObject(name, content, false);
    }

    /** One that others do without. */
    public static NewObject optional(String name, byte[] content) {
        return new NewObject(name, content, true);
    }

    /** As in {@link StoredObjects#putIfAbsent(String, byte[])}. */
    public String name() {
        return name;
    }

    byte[] content() {
        return content;
    }

    boolean isOptional() {
        return isOptional;
    }
}
