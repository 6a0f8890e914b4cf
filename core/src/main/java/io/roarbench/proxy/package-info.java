/**
 * The S3 proxy: verifies, re-signs and streams requests, recording lineage. Usable alone.
 */
package io.roarbench.proxy;
