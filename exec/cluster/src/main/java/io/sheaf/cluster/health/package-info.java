/**
 * What those who place processes on machines ask: {@link io.sheaf.cluster.health.HealthServer}
 * answers whether a JVM lives and whether it has work to expect.
 */
package io.sheaf.cluster.health;
