package io.tokenwatch.connector.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.connector.text.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {
    private static final String RECORD = "{\"a\":{\"b\":1,\"B2\":true,\"n\":null,\"x/y\":\"s\"},"
            + "\"list\":[{\"k\":\"one\",\"v\":\"1\"},{\"k\":\"two\",\"v\":\"2\"},\"text\"],\"words\":[\"p\",\"-\",\"q\"],"
            + "\"inner\":\"{\\\"c\\\":[\\\"d\\\"]}\",\"array\":\"[{\\\"e\\\":\\\"f\\\"}]\",\"broken\":\"{x\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/a/b [1]",
                "/a/b2 [true]",
                "/A/B [1]",
                "/a/n []",
                "/a/x~1y [s]",
                "/a []",
                "/list/0/v [1]",
                "/list/9/v []",
                "/list/*/v '[1, 2]'",
                "/list/[k=two]/v [2]",
                "/list/[k=three]/v []",
                "/list/* [text]",
                "/words '[p, q]'",
                "/a/[b=1]/B2 [true]",
                "/a/*/b [1]",
                "/inner/c [d]",
                "/array/*/e [f]",
                "/broken/x []",
                "/nothing/at/all []",
            })
    void leadsTo(String pointer, String texts) throws Unreadable {
        assertThat(Pointer.of(pointer).texts(JsonTree.object(RECORD))).hasToString(texts);
    }

    @Test
    void aTextThatHoldsJsonIsATextToWhoAsksForIt() throws Unreadable {
        assertThat(Pointer.of("/inner").texts(JsonTree.object(RECORD))).containsExactly("{\"c\":[\"d\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a/[b", "/a/[b]", "/a/[=b]", "/[a=b]c", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"})
    void otherTextIsNone(String text) {
        assertThatThrownBy(() -> Pointer.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
