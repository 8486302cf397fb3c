package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library loses on its way into the distribution, and what it keeps. */
class SlimJarsTest {
  @TempDir private Path folder;

  @Test
  void classesAndResourcesStay() throws IOException {
    Path jar = jar(manifest(), "a/B.class", "META-INF/services/x.Y", "META-INF/LICENSE", "c.sf");
    SlimJars.slim(jar);
    assertEquals(
        List.of(
            "META-INF/MANIFEST.MF",
            "a/B.class",
            "META-INF/services/x.Y",
            "META-INF/LICENSE",
            "c.sf"),
        names(jar));
    try (JarFile file = new JarFile(jar.toFile())) {
      byte[] content = file.getInputStream(file.getEntry("a/B.class")).readAllBytes();
      assertArrayEquals("a/B.class".getBytes(StandardCharsets.UTF_8), content);
    }
  }

  @Test
  void signaturesAndDescriptionsGo() throws IOException {
    Path jar =
        jar(
            manifest(),
            "META-INF/KEY.SF",
            "META-INF/KEY.RSA",
            "META-INF/SIG-A",
            "META-INF/maven/g/a/pom.xml",
            "META-INF/versions/9/module-info.class",
            "module-info.class",
            "META-INF/versions/9/a/B.class",
            "folder/");
    SlimJars.slim(jar);
    assertEquals(List.of("META-INF/MANIFEST.MF", "META-INF/versions/9/a/B.class"), names(jar));
  }

  @Test
  void theManifestKeepsWhatTheJvmActsUpon() throws IOException {
    Manifest manifest = manifest();
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2");
    manifest.getMainAttributes().putValue("Import-Package", "x,".repeat(1000));
    Attributes digest = new Attributes();
    digest.putValue("SHA-256-Digest", "x");
    manifest.getEntries().put("a/B.class", digest);
    Path jar = jar(manifest, "a/B.class");
    SlimJars.slim(jar);
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest slim = file.getManifest();
      assertTrue(slim.getEntries().isEmpty());
      assertEquals(3, slim.getMainAttributes().size());
      assertTrue(file.isMultiRelease());
      assertEquals(
          "1.2", slim.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    }
  }

  @Test
  void timesStay() throws IOException {
    Path jar = jar(manifest(), "a/B.class");
    FileTime modified = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(jar, modified);
    SlimJars.slim(jar);
    assertEquals(modified, Files.getLastModifiedTime(jar));
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return manifest;
  }

  /** Entries whose content is their name. */
  private Path jar(Manifest manifest, String... names) throws IOException {
    Path jar = folder.resolve("library.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : names) {
        out.putNextEntry(new JarEntry(name));
        if (!name.endsWith("/")) {
          out.write(name.getBytes(StandardCharsets.UTF_8));
        }
        out.closeEntry();
      }
    }
    return jar;
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
