package io.roarbench.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** How data becomes JSON here: times as ISO-8601 text, a field that is not known is an error, one raw sample a line. */
public final class Json {

    /** Deeper structures stand on one line, which keeps a sample, of which there are thousands, on a line of its own. */
    private static final int INDENTED_LEVELS = 5;

    private Json() {
    }

    /** A mapper for reading and for one-line output. */
    public static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .build();
    }

    /** A writer for files that people read, too. */
    public static ObjectWriter indented() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        ShallowIndenter indenter = new ShallowIndenter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return mapper().writer(printer);
    }

    private static final class ShallowIndenter extends DefaultIndenter {
        private static final long serialVersionUID = 1L;

        ShallowIndenter() {
            super("  ", "\n");
        }

        @Override
        public void writeIndentation(JsonGenerator generator, int level) throws IOException {
            if (level <= INDENTED_LEVELS) {
                super.writeIndentation(generator, level);
            } else {
                generator.writeRaw(' ');
            }
        }
    }
}
