package dev.gatehouse.blob;

import java.net.URI;

/** Which bucket of which S3-compatible store, and who we are there. The bucket must exist. */
public record S3Settings(URI endpoint, String region, String bucket, String accessKey, String secretKey) {

    /** Never the keys. */
    @Override
    public String toString() {
        return bucket + " at " + endpoint;
    }
}
