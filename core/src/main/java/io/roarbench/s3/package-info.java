/**
 * S3 endpoints and clients: the embedded origin, raw and SDK drivers.
 */
package io.roarbench.s3;
