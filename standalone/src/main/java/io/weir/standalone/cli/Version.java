package io.weir.standalone.cli;

import io.weir.standalone.Weir;
import picocli.CommandLine.IVersionProvider;

/** What this build is, and what it runs on. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "weir " + ofThisBuild(), "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    /** The version that the build wrote into the jar. */
    static String ofThisBuild() {
        String version = Weir.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
