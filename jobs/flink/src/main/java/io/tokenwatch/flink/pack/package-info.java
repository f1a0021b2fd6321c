/** Rule packs that change while the job runs: the topic that keeps them, and what each subtask knows of it. */
@NullMarked
package io.tokenwatch.flink.pack;

import org.jspecify.annotations.NullMarked;
