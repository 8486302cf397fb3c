package io.sheaf.cluster.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.sheaf.columnar.SheafException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Whether lines are encrypted: by TLS with certificates on both ends, which one authority has
 * signed, or not at all. Who one end is follows from that and from the secret, not from the names
 * in certificates: machines of a cluster may have any address. Immutable.
 */
public final class Encryption {
  /** Lines that everybody on their way can read. */
  public static final Encryption NONE = new Encryption(null, null);

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private final SslContext server;
  private final SslContext client;

  private Encryption(SslContext server, SslContext client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Encryption with what lies in a folder, in PEM: {@code certificate.pem} and its {@code key.pem}
   * (PKCS #8, without a password), and {@code authority.pem}, which has signed the certificates of
   * all. None without a folder.
   *
   * @throws SheafException (USER) when something is missing or is not what its name says
   */
  public static Encryption of(Optional<Path> folder) {
    return folder.map(Encryption::of).orElse(NONE);
  }

  private static Encryption of(Path folder) {
    File certificate = file(folder, "certificate.pem");
    File key = file(folder, "key.pem");
    File authority = file(folder, "authority.pem");
    try {
      return new Encryption(
          SslContextBuilder.forServer(certificate, key)
              .trustManager(authority)
              .clientAuth(ClientAuth.REQUIRE)
              .sslProvider(SslProvider.JDK)
              .protocols(PROTOCOLS)
              .build(),
          SslContextBuilder.forClient()
              .keyManager(certificate, key)
              .trustManager(authority)
              .endpointIdentificationAlgorithm(null)
              .sslProvider(SslProvider.JDK)
              .protocols(PROTOCOLS)
              .build());
    } catch (SSLException | IllegalArgumentException e) {
      throw SheafException.user(
          "BAD_CERTIFICATE",
          "the certificates in " + folder + " cannot be used: " + e.getMessage());
    }
  }

  private static File file(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isReadable(file)) {
      throw SheafException.user(
          "BAD_CERTIFICATE",
          "for encrypted lines "
              + folder
              + " must hold certificate.pem, key.pem and authority.pem; "
              + name
              + " cannot be read");
    }
    return file.toFile();
  }

  /** What comes first on a line; empty for lines that are not encrypted. */
  Optional<ChannelHandler> handler(Channel channel, boolean asServer) {
    SslContext context = asServer ? server : client;
    return Optional.ofNullable(context).map(tls -> tls.newHandler(channel.alloc()));
  }
}
