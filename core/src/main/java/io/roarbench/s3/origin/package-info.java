/**
 * An S3 endpoint that starts with no set-up and is quick enough not to hide a proxy before it: buckets, objects, multipart
 * uploads, lists, copies, ranges and conditions, behind verified SigV4. Not for keeping data: what it holds ends with it.
 */
package io.roarbench.s3.origin;
