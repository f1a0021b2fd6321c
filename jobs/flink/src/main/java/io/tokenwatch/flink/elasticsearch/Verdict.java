package io.tokenwatch.flink.elasticsearch;

/** What an answer of Elasticsearch means for what was sent. */
enum Verdict {
    /** Written. */
    WRITTEN,
    /** There already, by an earlier attempt or a newer revision: as good as written. */
    PRESENT,
    /** Not now: send it again. */
    RETRY,
    /** Never, because of the document: a dead letter. */
    REJECTED,
    /** One of several is at fault, and the answer does not say which: send them in halves. */
    DIVIDE,
    /** Never, because of how the job or the cluster is set up: stop, and say so. */
    FATAL;

    private static final String BLOCKED = "cluster_block_exception";
    private static final String NO_INDEX = "index_not_found_exception";

    /**
     * Of one item of a bulk answer.
     *
     * @param status HTTP status of the item
     * @param error type of the error as Elasticsearch names it, or empty
     */
    static Verdict ofItem(int status, String error) {
        if (status >= 200 && status < 300) {
            return WRITTEN;
        }
        if (status == 409) {
            return PRESENT;
        }
        if (isPassing(status, error)) {
            return RETRY;
        }
        return isAboutUs(status) || error.equals(NO_INDEX) ? FATAL : REJECTED;
    }

    /** Of an answer to the request as a whole. */
    static Verdict ofRequest(int status, String error) {
        if (isPassing(status, error)) {
            return RETRY;
        }
        return status == 400 || status == 413 ? DIVIDE : FATAL;
    }

    /** A full disk blocks writing with 403 or 429, and unblocks by itself. */
    private static boolean isPassing(int status, String error) {
        return status == 408 || status == 429 || status >= 500 || error.equals(BLOCKED);
    }

    private static boolean isAboutUs(int status) {
        return status == 401 || status == 403;
    }
}
