package dev.gatehouse.blob;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param next where the following page begins, for {@link BlobStore#list}; null on the last page
 */
public record BlobPage(List<BlobKey> keys, @Nullable String next) {

    public BlobPage {
        keys = List.copyOf(keys);
    }
}
