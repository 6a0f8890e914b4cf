package io.roarbench.proxy.wire;

/** The head of an HTTP/1 message. */
public sealed interface Head {

    HeaderFields fields();

    /** 1 for HTTP/1.1, 0 for HTTP/1.0. */
    int minorVersion();

    /** Whether the connection may be used again after this message (RFC 9112 §9.3). */
    default boolean keepAlive() {
        boolean keepAlive = minorVersion() == 1;
        for (int i = fields().indexOf("connection", 0); i >= 0; i = fields().indexOf("connection", i + 1)) {
            String value = fields().value(i).toLowerCase(java.util.Locale.ROOT);
            if (value.contains("close")) {
                return false;
            }
            keepAlive |= value.contains("keep-alive");
        }
        return keepAlive;
    }

    /**
     * @param target origin-form, as received: path and query, encoded
     */
    record Request(String method, String target, int minorVersion, HeaderFields fields) implements Head {

        /** Encoded path, as received. */
        public String path() {
            int mark = target.indexOf('?');
            return mark < 0 ? target : target.substring(0, mark);
        }

        /** Encoded query without {@code ?}, as received; empty if there is none. */
        public String query() {
            int mark = target.indexOf('?');
            return mark < 0 ? "" : target.substring(mark + 1);
        }

        public boolean expectsContinue() {
            return minorVersion == 1 && "100-continue".equalsIgnoreCase(fields.get("expect"));
        }

        @Override
        public String toString() {
            return method + " " + path();
        }
    }

    /** @param reason may be empty */
    record Response(int status, String reason, int minorVersion, HeaderFields fields) implements Head {
    }
}
