package io.roarbench.s3.origin;

import io.roarbench.proxy.wire.ErrorXml;

/** Builds the XML of S3's answers. */
final class XmlText {

    private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final String root;

    XmlText(String root) {
        this.root = root;
        out.append('<').append(root).append(NAMESPACE).append('>');
    }

    XmlText add(String name, Object value) {
        out.append('<').append(name).append('>').append(ErrorXml.escape(String.valueOf(value))).append("</")
                .append(name).append('>');
        return this;
    }

    XmlText open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    XmlText close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    Reply reply() {
        return Reply.xml(out + "</" + root + ">");
    }
}
