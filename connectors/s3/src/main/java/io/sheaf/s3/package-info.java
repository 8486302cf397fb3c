/**
 * Files in S3: {@code s3://BUCKET/KEY} paths come in, {@link io.sheaf.connector.FileStore}'s verbs
 * become requests of the AWS SDK, which no other module sees.
 *
 * <p>In reading order: {@link io.sheaf.s3.S3FileStore} has the verbs, {@link io.sheaf.s3.Bucket}
 * the requests, {@link io.sheaf.s3.Buckets} the clients that send them; {@link io.sheaf.s3.Folders}
 * finds the files of a folder or pattern, {@link io.sheaf.s3.FolderWrites} writes folders, which
 * take effect by a {@link io.sheaf.s3.Manifest}. The page S3.md says what users and other programs
 * see of that.
 */
package io.sheaf.s3;
