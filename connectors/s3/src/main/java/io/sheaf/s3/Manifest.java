package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a folder consists of since its last write. It lies below the folder, under a name
 * that ends with its number; the one with the highest number counts.
 *
 * @param folder the key of the folder, with a slash at its end unless it is empty
 * @param number one more than that of the manifest before
 * @param files in the order in which they are listed
 */
record Manifest(String folder, long number, List<File> files) {
  /** Where manifests and notes of writes lie, below the folder. */
  static final String PLACE = "_sheaf/";

  private static final String FIRST_LINE = "sheaf manifest 1";
  private static final Pattern KEY =
      Pattern.compile("(|.*/)" + PLACE + "manifest-(\\d{19})", Pattern.DOTALL);

  Manifest {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param key below the folder
   * @param version its ETag
   */
  record File(String key, long sizeBytes, String version) {}

  /** Where a manifest lies. */
  record Place(String folder, long number) {
    static final Comparator<Place> ORDER = Comparator.comparingLong(Place::number);

    /** The place that a key is, if it is one of a manifest. */
    static Optional<Place> of(String key) {
      Matcher matcher = KEY.matcher(key);
      return matcher.matches()
          ? Optional.of(new Place(matcher.group(1), Long.parseLong(matcher.group(2))))
          : Optional.empty();
    }

    String key() {
      return prefix(folder) + String.format(Locale.ROOT, "%019d", number);
    }
  }

  /** What the keys of a folder's manifests begin with. */
  static String prefix(String folder) {
    return folder + PLACE + "manifest-";
  }

  Place place() {
    return new Place(folder, number);
  }

  byte[] encode() {
    StringBuilder text = new StringBuilder(FIRST_LINE + "\n");
    for (File file : files) {
      text.append(file.sizeBytes()).append('\t').append(file.version()).append('\t');
      text.append(file.key().replace("%", "%25").replace("\n", "%0A")).append('\n');
    }
    return text.append("end\t")
        .append(files.size())
        .append('\n')
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws SheafException (EXTERNAL) when these are no bytes of a whole manifest
   */
  static Manifest decode(Place place, byte[] bytes, S3Path path) {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    List<File> files = new ArrayList<>();
    boolean sound =
        lines.size() >= 2
            && lines.getFirst().equals(FIRST_LINE)
            && lines.getLast().equals("end\t" + (lines.size() - 2));
    for (int i = 1; sound && i < lines.size() - 1; i++) {
      String[] parts = lines.get(i).split("\t", 3);
      sound = parts.length == 3 && parts[0].matches("\\d{1,18}");
      if (sound) {
        String key = parts[2].replace("%0A", "\n").replace("%25", "%");
        files.add(new File(key, Long.parseLong(parts[0]), parts[1]));
      }
    }
    if (!sound) {
      throw SheafException.external("BAD_MANIFEST", path + " is no manifest, or damaged", null);
    }
    return new Manifest(place.folder(), place.number(), files);
  }
}
