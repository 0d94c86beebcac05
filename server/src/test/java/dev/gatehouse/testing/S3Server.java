package dev.gatehouse.testing;

import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** An S3-compatible object store in this process, in memory, with one bucket. */
public final class S3Server implements AutoCloseable {

    public static final String REGION = "us-east-1";
    public static final String BUCKET = "gatehouse";
    public static final String ACCESS_KEY = "test-access";
    public static final String SECRET_KEY = "test-secret";

    private final BlobStoreContext store;
    private final S3Proxy server;

    private S3Server(BlobStoreContext store, S3Proxy server) {
        this.store = store;
        this.server = server;
    }

    public static S3Server start() {
        BlobStoreContext store = ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                .credentials("", "")
                .overrides(new Properties())
                .build(BlobStoreContext.class);
        store.getBlobStore().createContainerInLocation(null, BUCKET);
        S3Proxy server = S3Proxy.builder()
                .blobStore(store.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .ignoreUnknownHeaders(true)
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            server.start();
        } catch (Exception failure) {
            throw new AssertionError("The object store of the tests does not start", failure);
        }
        return new S3Server(store, server);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new AssertionError("The object store of the tests does not stop", failure);
        }
        store.close();
    }
}
