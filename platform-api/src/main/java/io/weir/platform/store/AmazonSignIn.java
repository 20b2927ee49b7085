package io.weir.platform.store;

/** Reads how to sign in at Amazon, which is the same for objects and for streams. */
final class AmazonSignIn {

    /** The property of the key that is kept secret. */
    static final String SECRET_ACCESS_KEY = "secretAccessKey";

    private AmazonSignIn() {}

    /** Reads whose key it is. */
    static void accessKeyId(StoreProperties properties) {
        properties.required("accessKeyId", "[\\x21-\\x7e]{1,128}", "the id of an access key");
    }
}
