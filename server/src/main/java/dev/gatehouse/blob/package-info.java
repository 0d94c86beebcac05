/**
 * Bytes kept under a key: in a folder of this machine or in an S3 bucket, with the same behaviour. Owns no tables; what a
 * key means is for the feature that chose it.
 */
@NullMarked
package dev.gatehouse.blob;

import org.jspecify.annotations.NullMarked;
