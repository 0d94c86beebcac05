package dev.gatehouse.blob;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a blob without reading it.
 *
 * @param size in bytes
 * @param sha256 of the content, 64 lower-case hexadecimal digits; null for an object that something else put into the
 *     bucket
 * @param storedAt to the second at least
 */
public record BlobInfo(BlobKey key, long size, @Nullable String sha256, String contentType, Instant storedAt) {}
