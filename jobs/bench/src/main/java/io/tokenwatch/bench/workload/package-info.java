/** The events every contestant starts from: canonical NDJSON bytes, a pure function of profile, size and seed. */
@NullMarked
package io.tokenwatch.bench.workload;

import org.jspecify.annotations.NullMarked;
