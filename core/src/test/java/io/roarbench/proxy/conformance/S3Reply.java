package io.roarbench.proxy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of S3. */
record S3Reply(int status, Map<String, String> fields, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String field(String name) {
        return fields.get(name);
    }

    String etag() {
        return fields.get("etag");
    }

    S3Reply expect(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        return this;
    }

    S3Reply expect(int expected, String code) {
        expect(expected);
        assertThat(xml("Code")).as(text()).containsExactly(code);
        return this;
    }

    S3Reply holds(String expected) {
        assertThat(text()).isEqualTo(expected);
        return this;
    }

    S3Reply has(String field, String value) {
        assertThat(fields).containsEntry(field, value);
        return this;
    }

    boolean isXml() {
        return text().startsWith("<");
    }

    /** Texts of all elements of that name, in order. */
    List<String> xml(String element) {
        List<String> values = new ArrayList<>();
        Matcher matcher = Pattern.compile("<" + element + "(?: [^>]*)?(?:/>|>([^<]*)</" + element + ">)").matcher(text());
        while (matcher.find()) {
            values.add(matcher.group(1) == null ? "" : unescaped(matcher.group(1)));
        }
        return values;
    }

    String one(String element) {
        assertThat(xml(element)).as(element + " in " + text()).hasSize(1);
        return xml(element).get(0);
    }

    /** Texts of the elements of that name within others; the prefix of a list is not one of its common prefixes. */
    List<String> xml(String outer, String element) {
        List<String> values = new ArrayList<>();
        Matcher matcher = Pattern.compile("<" + outer + ">(.*?)</" + outer + ">", Pattern.DOTALL).matcher(text());
        while (matcher.find()) {
            values.addAll(new S3Reply(status, fields, matcher.group(1).getBytes(StandardCharsets.UTF_8)).xml(element));
        }
        return values;
    }

    static String unescaped(String text) {
        Matcher matcher = Pattern.compile("&#(x?)([0-9A-Fa-f]+);").matcher(text);
        String plain = matcher.replaceAll(m -> Matcher.quoteReplacement(Character.toString(
                Integer.parseInt(m.group(2), m.group(1).isEmpty() ? 10 : 16))));
        return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
