/** HTTP/1.1 heads and bodies, and S3's error answers, as bytes on a connection; shared by the proxy and the origin. */
package io.roarbench.proxy.wire;
