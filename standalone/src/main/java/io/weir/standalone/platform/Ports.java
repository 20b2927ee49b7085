package io.weir.standalone.platform;

/**
 * The ports of one platform, all on the loopback address.
 *
 * <p>By default seven in a row, so that one option moves the whole platform and two platforms on one machine need only
 * bases that are seven apart.
 */
public record Ports(int gateway, int metadata, int ingest, int lineage, int kafka, int kafkaController, int postgres) {

    /** How many ports a platform takes from its base on. */
    public static final int COUNT = 7;

    /** The gateway at {@code base}, the others on the six after it. */
    public static Ports from(int base) {
        return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6);
    }

    public Ports withKafka(int port) {
        return new Ports(gateway, metadata, ingest, lineage, port, kafkaController, postgres);
    }

    public Ports withPostgres(int port) {
        return new Ports(gateway, metadata, ingest, lineage, kafka, kafkaController, port);
    }
}
