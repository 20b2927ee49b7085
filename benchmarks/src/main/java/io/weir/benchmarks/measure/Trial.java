package io.weir.benchmarks.measure;

/** Something that is measured several times. */
public interface Trial {

    /** For people. */
    String name();

    /** Does it once and says how many seconds the part that counts took. */
    double run() throws Exception;
}
