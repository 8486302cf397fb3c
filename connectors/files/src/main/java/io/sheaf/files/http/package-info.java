/**
 * Files of web servers, read by ranges. {@link io.sheaf.files.http.HttpFileStore} has the verbs,
 * {@link io.sheaf.files.http.HttpRequests} sends what they need, {@link
 * io.sheaf.files.http.TimedBody} is what comes back.
 */
package io.sheaf.files.http;
