package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Secret;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where workers join, and what they have to know. Immutable.
 *
 * @param port 0 for any
 * @param certificates a folder of them, for lines that are encrypted
 */
record Door(String host, int port, Secret secret, Optional<Path> certificates) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String SECRET = "SHEAF_SECRET";

  /** For workers of this machine that are told a secret of their own. */
  static Door local(Optional<Path> certificates) {
    return new Door(LOOPBACK, 0, Secret.random(), certificates);
  }

  /**
   * For workers of other machines.
   *
   * @param address HOST:PORT
   * @throws SheafException (USER) when the environment holds no secret
   */
  static Door of(String address, Map<String, String> environment, Optional<Path> certificates) {
    String secret = environment.get(SECRET);
    if (secret == null) {
      throw SheafException.user(
          "BAD_SECRET",
          "workers of other machines need a secret: the environment variable "
              + SECRET
              + " must hold it, here and there");
    }
    HostPort place = HostPort.parse("cluster.listen", address);
    return new Door(place.host(), place.port(), Secret.of(secret), certificates);
  }

  /** Whether a worker that reached the driver from this address runs on the driver's machine. */
  boolean isHere(String address) {
    try {
      return InetAddress.getByName(hostFromHere()).getHostAddress().equals(address);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The host by which workers of this machine join. */
  String hostFromHere() {
    return host.equals(EVERYWHERE) ? LOOPBACK : host;
  }
}
