package dev.gatehouse.blob;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * The SDK's clients over one set of connections.
 *
 * @param plain for everything but uploads
 * @param uploads sends what is larger than 8 MiB in parts
 */
record S3Clients(S3AsyncClient plain, S3AsyncClient uploads, SdkAsyncHttpClient connections, EventLoopGroup loop)
        implements AutoCloseable {

    private static final long PART_BYTES = 8L * 1024 * 1024;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** Between two reads; a slow reader of ours holds the connection back for as long. */
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(2);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 64;

    static S3Clients to(S3Settings settings) {
        EventLoopGroup loop = newLoop();
        SdkAsyncHttpClient connections = NettyNioAsyncHttpClient.builder()
                .connectionTimeout(CONNECT_LIMIT)
                .readTimeout(SILENCE_LIMIT)
                .writeTimeout(SILENCE_LIMIT)
                .maxConcurrency(CONNECTIONS)
                .eventLoopGroup(SdkEventLoopGroup.create(loop, NioSocketChannel::new))
                .build();
        S3AsyncClient plain = builder(settings, connections).build();
        S3AsyncClient uploads = builder(settings, connections)
                .multipartEnabled(true)
                .multipartConfiguration(
                        parts -> parts.thresholdInBytes(PART_BYTES + 1).minimumPartSizeInBytes(PART_BYTES))
                .build();
        return new S3Clients(plain, uploads, connections, loop);
    }

    /** Not the SDK's own, which takes two seconds to close; and of the old kind, the only one the SDK knows. */
    @SuppressWarnings("deprecation")
    private static EventLoopGroup newLoop() {
        return new NioEventLoopGroup(1);
    }

    private static S3AsyncClientBuilder builder(S3Settings settings, SdkAsyncHttpClient connections) {
        return S3AsyncClient.builder()
                .httpClient(connections)
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                // Stores other than Amazon's know no checksum headers: only where the protocol demands them.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // Results go to a Vert.x context anyway: no thread pool in between.
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                // Not what happens to lie in the home folder.
                .overrideConfiguration(client -> client.retryStrategy(RetryMode.STANDARD)
                        .defaultProfileFile(ProfileFile.aggregator().build()));
    }

    @Override
    public void close() {
        uploads.close();
        plain.close();
        connections.close();
        loop.shutdownGracefully(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
    }
}
