package io.weir.standalone.streamduck;

/** A value that nobody is shown. */
record SecretText(String value) {

    @Override
    public String toString() {
        return "********";
    }
}
