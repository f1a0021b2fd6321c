/** What runs inside Elasticsearch's process. It sees the server's own class path and nothing else of ours. */
@NullMarked
package io.tokenwatch.devstack.elasticsearch;

import org.jspecify.annotations.NullMarked;
