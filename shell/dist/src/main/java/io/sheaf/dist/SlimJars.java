package io.sheaf.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Rewrites the jars of a folder so that a JVM starts faster with them: every start reads the
 * manifest of each jar that it loads a class of, and some hold a digest of each of their entries;
 * and classes of signed jars are never taken from an ahead-of-time cache. What stays is the
 * manifest's main attributes that the JVM acts upon or that say what the jar is.
 */
public final class SlimJars {
  private static final List<Name> KEPT =
      List.of(
          Name.MANIFEST_VERSION,
          Name.MULTI_RELEASE,
          Name.IMPLEMENTATION_TITLE,
          Name.IMPLEMENTATION_VERSION);

  private SlimJars() {}

  /**
   * @param words the folder
   */
  public static void main(String[] words) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(words[0]))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        slim(jar);
      }
    }
  }

  static void slim(Path jar) throws IOException {
    Path slim = Files.createTempFile(jar.getParent(), "slim", null);
    try (JarFile in = new JarFile(jar.toFile(), false);
        OutputStream file = Files.newOutputStream(slim);
        JarOutputStream out = new JarOutputStream(file, manifest(in.getManifest()))) {
      for (JarEntry entry : in.stream().toList()) {
        if (!isIdle(entry.getName())) {
          JarEntry copy = new JarEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          try (InputStream content = in.getInputStream(entry)) {
            content.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
    Files.setPosixFilePermissions(slim, Files.getPosixFilePermissions(jar));
    Files.setLastModifiedTime(slim, Files.getLastModifiedTime(jar));
    Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What is left of a manifest, null for none. */
  private static Manifest manifest(Manifest all) {
    Manifest slim = new Manifest();
    slim.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    if (all != null) {
      Attributes attributes = all.getMainAttributes();
      for (Name name : KEPT) {
        if (attributes.containsKey(name)) {
          slim.getMainAttributes().put(name, attributes.get(name));
        }
      }
    }
    return slim;
  }

  /** Whether an entry is of no use on a class path, as signatures without their digests are. */
  private static boolean isIdle(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    boolean top = upper.startsWith("META-INF/") && upper.indexOf('/', 9) < 0;
    boolean signature = upper.matches(".*\\.(SF|RSA|DSA|EC)") || upper.startsWith("META-INF/SIG-");
    return upper.equals(JarFile.MANIFEST_NAME)
        || top && signature
        || upper.equals("META-INF/INDEX.LIST")
        || upper.startsWith("META-INF/MAVEN/")
        || upper.endsWith("MODULE-INFO.CLASS")
        || upper.endsWith("/");
  }
}
