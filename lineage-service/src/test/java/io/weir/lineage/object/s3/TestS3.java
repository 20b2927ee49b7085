package io.weir.lineage.object.s3;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import io.weir.lineage.object.ObjectSettings;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server that speaks as S3 does, in this process; its one bucket is empty. */
public final class TestS3 implements AutoCloseable {

    public static final String BUCKET = "weir-test";

    private final LocalS3 server =
            LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
    private final S3Client client;

    public TestS3() {
        // Where the SDK looks first, as it would into the environment.
        System.setProperty("aws.accessKeyId", "nobody");
        System.setProperty("aws.secretAccessKey", "knows");
        server.start();
        client = S3Places.client(settings());
        client.createBucket(create -> create.bucket(BUCKET));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    ObjectSettings.S3 settings() {
        return new ObjectSettings.S3(endpoint(), null, true);
    }

    S3Client client() {
        return client;
    }

    public List<String> keys() {
        return client.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Keys of what was begun in parts and is no object yet. */
    public List<String> uploads() {
        return client.listMultipartUploads(list -> list.bucket(BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    @Override
    public void close() {
        client.close();
        server.shutdown();
    }
}
