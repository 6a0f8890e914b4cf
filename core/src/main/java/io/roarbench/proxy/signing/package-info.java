/**
 * AWS Signature Version 4: signing, verifying, and the {@code aws-chunked} bodies that carry signatures.
 * Source: <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">Amazon S3
 * API Reference, Authenticating Requests</a>.
 */
package io.roarbench.proxy.signing;
