package io.roarbench.s3.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MemoryBlobsTests {

    private static final int LARGE = MemoryBlobs.LARGE;

    private final byte[] bytes = new byte[LARGE + 1];

    MemoryBlobsTests() {
        new Random(1).nextBytes(bytes);
    }

    @Test
    void gives_large_bodies_to_sendfile_and_small_ones_from_direct_memory() throws Exception {
        assertThat(pieces(stored(LARGE), 0, LARGE)).singleElement().isInstanceOf(FileRegion.class);
        assertThat(pieces(stored(LARGE - 1), 0, 1)).singleElement().isInstanceOf(ByteBuf.class);
    }

    @Test
    void gives_any_range_of_a_large_body() throws Exception {
        Blob blob = stored(LARGE + 1);

        assertThat(blob.size()).isEqualTo(LARGE + 1);
        assertThat(sent(region(blob, 5, LARGE - 7))).isEqualTo(Arrays.copyOfRange(bytes, 5, LARGE - 2));
    }

    @Test
    void keeps_a_body_until_what_is_being_sent_of_it_has_been() throws Exception {
        long open = filesInMemory();
        Blob blob = stored(LARGE);
        FileRegion region = region(blob, 0, LARGE);
        assertThat(filesInMemory()).isEqualTo(open + 1);

        blob.release();
        assertThat(sent(region)).isEqualTo(Arrays.copyOf(bytes, LARGE));
        region.release();

        assertThat(filesInMemory()).isEqualTo(open);
        assertThatThrownBy(() -> pieces(blob, 0, LARGE)).isInstanceOf(IOException.class).hasMessageContaining("deleted");
    }

    private static long filesInMemory() throws IOException {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            return StreamSupport.stream(descriptors.spliterator(), false).filter(MemoryBlobsTests::isFileInMemory).count();
        }
    }

    private static boolean isFileInMemory(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("/memfd:roar-origin");
        } catch (IOException e) {
            return false; // Closed meanwhile.
        }
    }

    private Blob stored(int size) throws IOException {
        BlobStore.Writer writer = new MemoryBlobs().create(size);
        writer.append(Unpooled.wrappedBuffer(bytes, 0, size / 3));
        writer.append(Unpooled.wrappedBuffer(bytes, size / 3, size - size / 3));
        return writer.finish();
    }

    private static FileRegion region(Blob blob, long offset, long length) throws IOException {
        return (FileRegion) pieces(blob, offset, length).get(0);
    }

    private static List<Object> pieces(Blob blob, long offset, long length) throws IOException {
        List<Object> pieces = new ArrayList<>();
        blob.write(offset, length, pieces::add);
        return pieces;
    }

    private static byte[] sent(FileRegion region) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (region.transferTo(Channels.newChannel(out), out.size()) > 0) {
            // Goes on until all of it is out.
        }
        return out.toByteArray();
    }
}
