package io.tokenwatch.replay.sort;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events in order in a file. It is read block by block, and a block has its own texts: reading a file takes the memory of
 * one block, however long the file and however many texts it has. Of this process alone, hence without a version.
 */
final class RunFile {
    /** Bytes of events and texts in a block, about. */
    private static final int BLOCK = 128 * 1024;

    private static final int BUFFER = 64 * 1024;

    private RunFile() {}

    /** Writes what is left of the cursor. */
    static void write(Cursor events, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            Block block = new Block();
            for (KeptEvent event = events.next(); event != null; event = events.next()) {
                block.add(event);
                if (block.size() >= BLOCK) {
                    block.write(out);
                    block = new Block();
                }
            }
            block.write(out);
            out.writeInt(0);
        }
    }

    /** One block as it is made. */
    private static final class Block {
        private final TextTable texts = TextTable.ofNumbers();
        private final Map<TextTable, Renumbering> numbers = new HashMap<>();
        private final BytesOut events = new BytesOut(BLOCK + BUFFER);
        private final BytesOut one = new BytesOut(1024);
        private int count;
        private long time;

        void add(KeptEvent event) {
            one.clear();
            EventCodec.copy(
                    event.in(), numbers.computeIfAbsent(event.texts(), table -> new Renumbering(table, texts)), one);
            events.writeSigned(event.time() - time);
            events.writeLong(event.id());
            events.writeLong(event.content());
            events.writeVarint(event.met());
            events.writeBlock(one.array(), 0, one.size());
            time = event.time();
            count++;
        }

        long size() {
            return events.size() + texts.memory() / 2;
        }

        void write(DataOutputStream out) throws IOException {
            if (count > 0) {
                BytesOut head = new BytesOut();
                head.writeVarint(texts.texts());
                for (int i = 0; i < texts.texts(); i++) {
                    head.writeText(texts.text(i));
                }
                TextTable elements = new TextTable();
                BytesOut lists = new BytesOut();
                lists.writeVarint(texts.lists());
                for (int i = 0; i < texts.lists(); i++) {
                    lists.writeVarint(texts.list(i).length);
                    for (String element : texts.list(i)) {
                        lists.writeVarint(elements.number(element));
                    }
                }
                head.writeVarint(elements.texts());
                for (int i = 0; i < elements.texts(); i++) {
                    head.writeText(elements.text(i));
                }
                head.writeBytes(lists.array(), 0, lists.size());
                head.writeVarint(count);
                out.writeInt(head.size() + events.size());
                out.write(head.array(), 0, head.size());
                out.write(events.array(), 0, events.size());
            }
        }
    }

    /** Reads a file from its beginning. */
    static Cursor read(Path file) throws IOException {
        return new Reader(file);
    }

    private static final class Reader implements Cursor {
        private final DataInputStream file;
        private final BytesIn in = new BytesIn(new byte[0]);
        private TextTable texts = TextTable.ofNumbers();
        private int left;
        private long time;

        Reader(Path path) throws IOException {
            file = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
        }

        @Override
        public @Nullable KeptEvent next() throws IOException {
            if (left == 0 && !nextBlock()) {
                return null;
            }
            left--;
            time += in.readSigned();
            long id = in.readLong();
            long content = in.readLong();
            int met = in.readInt();
            int length = in.readInt();
            int from = in.position();
            in.skip(length);
            return new KeptEvent(time, id, content, met, in.array(), from, from + length, texts);
        }

        private boolean nextBlock() throws IOException {
            int length = file.readInt();
            if (length == 0) {
                return false;
            }
            byte[] block = new byte[length]; // events that are handed out go on using the one before
            file.readFully(block);
            in.over(block, 0, length);
            texts = TextTable.ofNumbers();
            for (int i = in.readInt(); i > 0; i--) {
                texts.append(in.readText());
            }
            String[] elements = new String[in.readInt()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = in.readText();
            }
            for (int i = in.readInt(); i > 0; i--) {
                String[] list = new String[in.readInt()];
                for (int j = 0; j < list.length; j++) {
                    list[j] = elements[in.readInt()];
                }
                texts.append(list);
            }
            left = in.readInt();
            time = 0;
            return true;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
