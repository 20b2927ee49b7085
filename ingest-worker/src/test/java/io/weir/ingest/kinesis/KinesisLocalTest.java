package io.weir.ingest.kinesis;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against kinesis-local, which others test with: {@code -Dweir.kinesis=http://127.0.0.1:4568}. */
@EnabledIfSystemProperty(named = "weir.kinesis", matches = "http.*")
class KinesisLocalTest extends KinesisContract {

    KinesisLocalTest() {
        super(URI.create(System.getProperty("weir.kinesis")));
    }
}
