package io.roarbench.report;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page as one HTML file that needs nothing else: its Markdown, converted. */
final class HtmlWriter {

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1f2328; background: #fff }
            table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto }
            th, td { border: 1px solid #d1d9e0; padding: .35rem .8rem; text-align: left; font-variant-numeric: tabular-nums }
            tr:nth-child(even) td { background: #f6f8fa }
            code { background: #eff1f3; padding: .1em .3em; border-radius: 4px }
            blockquote { border-left: .25rem solid #d4a72c; margin: 0; padding: 0 1rem }
            @media (prefers-color-scheme: dark) {
              body { color: #d1d7e0; background: #151b23 } th, td { border-color: #3d444d }
              tr:nth-child(even) td { background: #1c232c } code { background: #262c36 } a { color: #4493f8 }
            }
            """;

    private HtmlWriter() {
    }

    static String write(Page page) {
        List<Extension> extensions = List.of(TablesExtension.create(), FootnotesExtension.create());
        HtmlRenderer renderer = HtmlRenderer.builder().extensions(extensions).escapeHtml(true).sanitizeUrls(true).build();
        String body = renderer.render(Parser.builder().extensions(extensions).build().parse(MarkdownWriter.write(page)));
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(page.title())
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
