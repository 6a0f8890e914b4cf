/** What a request was to the objects of S3: one event for each operation, when its outcome is known. */
package io.roarbench.proxy.lineage;
