package io.sheaf.cluster.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and the certificates that it signs, made by the JDK's own tool. */
public final class Certificates {
  private static final String PASSWORD = "only-for-tests";

  private final Path folder;
  private final Path authority;

  /** {@code folder}: empty, and of this authority alone. */
  public Certificates(Path folder) {
    this.folder = folder;
    this.authority = folder.resolve("authority.p12");
    keytool(authority, "-genkeypair", "-dname", "CN=authority", "-ext", "bc:c");
  }

  /** A folder with what a member of the cluster needs. */
  public Path member(String name) throws IOException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Path request = folder.resolve(name + ".csr");
    Path signed = folder.resolve(name + ".crt");
    keytool(store, "-genkeypair", "-dname", "CN=" + name);
    keytool(store, "-certreq", "-file", request.toString());
    keytool(
        authority,
        "-gencert",
        "-rfc",
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString());
    Path member = Files.createDirectories(folder.resolve(name));
    Files.copy(signed, member.resolve("certificate.pem"));
    write(member.resolve("key.pem"), "PRIVATE KEY", open(store).getKey("m", password()));
    write(member.resolve("authority.pem"), "CERTIFICATE", open(authority).getCertificate("m"));
    return member;
  }

  private static char[] password() {
    return PASSWORD.toCharArray();
  }

  private static KeyStore open(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password());
    }
    return keys;
  }

  private static void write(Path file, String kind, Object content)
      throws IOException, GeneralSecurityException {
    byte[] encoded =
        content instanceof java.security.Key key
            ? key.getEncoded()
            : ((java.security.cert.Certificate) content).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  private static void keytool(Path store, String verb, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                verb,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "m"));
    if (verb.equals("-genkeypair")) {
      words.addAll(List.of("-keyalg", "EC"));
    }
    words.addAll(List.of(more));
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError(words + " failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
