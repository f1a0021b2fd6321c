package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tokenwatch.connector.text.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void endsAreLfOrCrLfAndBlankLinesAreNoRecords() throws IOException {
        assertThat(numbered("a\r\n\n  \nb\nc".getBytes(UTF_8))).containsExactly("1:a", "4:b", "5:c");
        assertThat(numbered("a\n".getBytes(UTF_8))).containsExactly("1:a");
        assertThat(numbered(new byte[0])).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        assertThat(numbered("\uFEFF{}".getBytes(UTF_8))).containsExactly("1:{}");
    }

    @Test
    void gzipIsToldByItsContentAndMayHaveMembers() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("a\nb\n"));
        members.write(gzip("c"));
        assertThat(numbered(members.toByteArray())).containsExactly("1:a", "2:b", "3:c");
    }

    @Test
    void zstdIsToldByItsContentAndMayHaveFrames() throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.write(new byte[] {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3}); // to be skipped
        frames.write(Zstd.compress("\uFEFFa\nb\n".getBytes(UTF_8)));
        frames.write(Zstd.compress("c".getBytes(UTF_8)));
        assertThat(numbered(frames.toByteArray())).containsExactly("1:a", "2:b", "3:c");
    }

    @Test
    void zstdCutOffOrDamagedIsAnErrorLikeGzip() {
        byte[] whole = Zstd.compress("abc\n".repeat(1000).getBytes(UTF_8));
        assertThatThrownBy(() -> numbered(Arrays.copyOf(whole, whole.length - 3)))
                .isInstanceOf(ZipException.class);
        whole[5] ^= 0x55;
        whole[9] ^= 0x55;
        assertThatThrownBy(() -> numbered(whole)).isInstanceOf(ZipException.class);
    }

    @Test
    void gzipCutOffIsAnError() throws IOException {
        byte[] whole = gzip("abc\n".repeat(1000));
        byte[] half = Arrays.copyOf(whole, whole.length - 9);
        assertThatThrownBy(() -> numbered(half)).isInstanceOf(EOFException.class);
    }

    @Test
    void manyLinesOfAnyLengthKeepTheirBytes() throws IOException {
        Random random = new Random(3);
        String text = IntStream.range(0, 2_000)
                .mapToObj(i -> Integer.toString(i).repeat(1 + random.nextInt(i % 50 == 0 ? 10_000 : 40)))
                .collect(Collectors.joining("\n"));
        List<String> lines = text.lines().toList();
        assertThat(numbered(text.getBytes(UTF_8)).stream().map(line -> line.substring(line.indexOf(':') + 1)))
                .containsExactlyElementsOf(lines);
    }

    @Test
    void aLineThatIsTooLongIsUnreadableByNumberAndTheNextIsRead() throws IOException {
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream("a\n".getBytes(UTF_8)),
                new SequenceInputStream(endless(50_000_000), new ByteArrayInputStream("\nb\n".getBytes(UTF_8))));
        assertThat(numbered(in)).containsExactly("1:a", "2:longer than 65536 bytes", "3:b");
    }

    @Test
    void theLongestLineIsRead() throws IOException {
        String longest = "x".repeat(RecordReader.LONGEST);
        assertThat(numbered((longest + "\r\n" + longest + "y\nz").getBytes(UTF_8)))
                .containsExactly("1:" + longest, "2:longer than 65536 bytes", "3:z");
    }

    private static List<String> numbered(byte[] file) throws IOException {
        return numbered(new ByteArrayInputStream(file));
    }

    private static List<String> numbered(InputStream in) throws IOException {
        List<String> result = new ArrayList<>();
        CanonicalReader reader = new CanonicalConnector().open(Samples.SETTINGS);
        try (Lines lines = Lines.of(in)) {
            while (lines.next()) {
                String text = new String(lines.buffer(), lines.from(), lines.length(), UTF_8);
                try {
                    lines.read(reader, event -> {});
                    text = "read";
                } catch (Unreadable e) {
                    text = e.reason().startsWith("longer") ? e.reason() : text;
                }
                result.add(lines.number() + ":" + text);
            }
        }
        return result;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static InputStream endless(int size) {
        return new InputStream() {
            private int left = size;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                int count = Math.min(left, length);
                Arrays.fill(buffer, from, from + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }
}
