package io.roarbench.proxy.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineageJournalTests {

    @Test
    void writes_one_line_an_event_whatever_the_key_holds() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String nasty = "a\"}\n{\"operation\":\"PutObject\"  etag=x\u0001\u2028😀";
        try (LineageJournal journal = new LineageJournal(out, 10)) {
            journal.event(event(nasty));
            journal.event(event("plain"));
        }
        String[] lines = out.toString(java.nio.charset.StandardCharsets.UTF_8).split("\n");
        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines[0]);
        assertThat(first.get("key").asText()).isEqualTo(nasty);
        assertThat(first.get("operation").asText()).isEqualTo("GetObject");
        assertThat(first.get("bytesOut").asLong()).isEqualTo(7);
        assertThat(first.get("effect").asText()).isEqualTo("read");
    }

    @Test
    void counts_what_it_cannot_take_and_never_waits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        LineageJournal journal = new LineageJournal(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                await(go);
            }
        }, 4);
        for (int i = 0; i < 5000; i++) {
            journal.event(event("k".repeat(500)));
        }
        assertThat(journal.lost()).isPositive();
        go.countDown();
        journal.close();
        assertThat(journal.lost() + journal.written()).isEqualTo(5000);
        journal.event(event("late"));
        assertThat(journal.lost() + journal.written()).isEqualTo(5001);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void says_when_it_could_not_write() {
        LineageJournal journal = new LineageJournal(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        }, 10);
        journal.event(event("k"));
        assertThatThrownBy(journal::close).isInstanceOf(IOException.class).hasMessageContaining("disk full");
    }

    private static LineageEvent event(String key) {
        S3Call call = new S3Call(S3Operation.GetObject, "b", key, null, null, null, null, null, null, null);
        return new LineageEvent(0, LineageEvent.Outcome.COMPLETED, S3Operation.Effect.READ, call, 200, 0, 7, "\"e\"", null,
                null, null, null, "id");
    }
}
