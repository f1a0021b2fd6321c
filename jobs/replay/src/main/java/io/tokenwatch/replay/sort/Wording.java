package io.tokenwatch.replay.sort;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/** How the texts of an event are written, and read back. */
public interface Wording {
    /** As they are: what is written says all by itself, to whoever reads it. */
    Wording IN_FULL = new Wording() {
        @Override
        public void write(String text, BytesOut out) {
            out.writeText(text);
        }

        @Override
        public String readText(BytesIn in) {
            return in.readText();
        }

        @Override
        public void write(String[] list, BytesOut out) {
            out.writeVarint(list.length);
            for (String text : list) {
                out.writeText(text);
            }
        }

        @Override
        public String[] readList(BytesIn in) {
            String[] list = new String[in.readInt()];
            for (int i = 0; i < list.length; i++) {
                list[i] = in.readText();
            }
            return list;
        }
    };

    void write(String text, BytesOut out);

    String readText(BytesIn in);

    void write(String[] list, BytesOut out);

    /** Not to be changed. */
    String[] readList(BytesIn in);
}
