package io.roarbench.proxy.wire;

/** The body of an S3 error answer. Source: Amazon S3 API Reference, REST Error Responses. */
public final class ErrorXml {

    private ErrorXml() {
    }

    /** @param resource path of the request, without its query, which may hold a signature */
    public static String of(S3Error error, String message, String resource, String requestId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + error.name() + "</Code><Message>"
                + escape(message) + "</Message><Resource>" + escape(resource) + "</Resource><RequestId>"
                + escape(requestId) + "</RequestId></Error>";
    }

    /** As S3 writes text into XML: control characters as references, though XML 1.0 has no room for most. */
    public static String escape(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String replaced = switch (c) {
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '&' -> "&amp;";
                case '"' -> "&quot;";
                default -> c < 0x20 || c == 0x7f ? "&#x" + Integer.toHexString(c) + ";" : null;
            };
            if (replaced != null && out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (out != null) {
                out.append(replaced == null ? String.valueOf(c) : replaced);
            }
        }
        return out == null ? text : out.toString();
    }
}
