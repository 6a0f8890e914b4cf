/**
 * The embedded origin and the proxy, each in a process of its own, so that they share neither heap, nor garbage collector,
 * nor CPU accounting with a client. They end with the process that started them, however that ends.
 */
package io.roarbench.s3.process;
