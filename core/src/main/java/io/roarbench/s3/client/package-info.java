/**
 * Clients that carry out single S3 operations and check every byte: by the AWS SDK, and by signed bytes over a socket.
 * They measure nothing.
 */
package io.roarbench.s3.client;
