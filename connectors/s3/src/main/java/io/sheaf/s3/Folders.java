package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.Glob;
import io.sheaf.connector.remote.Transfers;
import io.sheaf.s3.Bucket.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the files of a folder or pattern in one bucket. Where a folder has manifests, the newest
 * one says which files it has. Thread-safe.
 */
final class Folders {
  /** So often a manifest may be replaced while it is being looked for. */
  private static final int TRIALS = 5;

  private final Bucket bucket;
  private final String name;
  private final Listing listing;
  private final Transfers transfers;

  Folders(Bucket bucket, String name, Transfers transfers) {
    this.bucket = bucket;
    this.name = name;
    this.listing = new Listing(bucket, transfers);
    this.transfers = transfers;
  }

  /**
   * What is looked for.
   *
   * @param root the folder that names are relative to, with a slash at its end unless it is empty
   * @param prefix what all keys begin with; begins with the root
   * @param folders whether files of a folder may count, by what their keys begin with
   * @param accepts judges a file by its name below the root
   */
  private record Search(
      String root, String prefix, Predicate<String> folders, Predicate<String> accepts) {}

  /** A file and where it comes in a listing. */
  private record Found(String order, FileInfo file) {}

  /** All files below a folder whose names are not hidden. */
  List<FileInfo> below(String folder) {
    return find(new Search(folder, folder, prefix -> true, below -> !isHidden(below)));
  }

  /**
   * @throws IllegalArgumentException when it is no pattern
   */
  List<FileInfo> matching(String pattern) {
    Glob glob = Glob.of("/" + pattern);
    String root = glob.root().equals("/") ? "" : glob.root().substring(1) + "/";
    int first = 0;
    while (first < pattern.length() && "*?[{\\".indexOf(pattern.charAt(first)) < 0) {
      first++;
    }
    String prefix = pattern.substring(0, first);
    return find(
        new Search(
            root,
            prefix.length() < root.length() ? root : prefix,
            folders(pattern.substring(root.length()), root),
            below -> (glob.hidden() || !isHidden(below)) && glob.below().matcher(below).matches()));
  }

  private static Predicate<String> folders(String rest, String root) {
    int slash = rest.indexOf('/');
    String segment = slash < 0 ? "" : rest.substring(0, slash);
    if (segment.isEmpty() || segment.contains("**") || segment.contains("{")) {
      return folder -> true;
    }
    var pattern = Glob.of("/" + segment).below();
    return folder ->
        pattern.matcher(folder.substring(root.length(), folder.length() - 1)).matches();
  }

  private static boolean isHidden(String below) {
    for (String part : below.split("/")) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private List<FileInfo> find(Search search) {
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Entry> entries =
          listing.all(
              search.prefix(),
              folder -> folder.endsWith("/" + Manifest.PLACE) || search.folders().test(folder));
      Optional<List<Manifest>> manifests = manifests(places(search, entries));
      if (manifests.isPresent()) {
        return files(search, entries, manifests.get());
      }
    }
    throw SheafException.external(
        "FOLDER_BUSY", new S3Path(name, search.root()) + " is written again and again", null);
  }

  /** The newest manifest of each folder that has any, but of none below such a folder. */
  private List<Manifest.Place> places(Search search, List<Entry> entries) {
    Map<String, Manifest.Place> newest = new HashMap<>();
    for (Entry entry : entries) {
      Manifest.Place.of(entry.key()).ifPresent(place -> newer(newest, place));
    }
    String dataset = dataset(search.root());
    if (!dataset.equals(search.prefix())) {
      newest(dataset).ifPresent(place -> newer(newest, place));
    }
    return newest.values().stream()
        .filter(
            place ->
                newest.keySet().stream()
                    .noneMatch(
                        other -> place.folder().startsWith(other) && !place.folder().equals(other)))
        .toList();
  }

  private static void newer(Map<String, Manifest.Place> newest, Manifest.Place place) {
    newest.merge(place.folder(), place, (a, b) -> Manifest.Place.ORDER.compare(a, b) < 0 ? b : a);
  }

  /** The folder that a partition such as {@code t/year=2024/} belongs to. */
  private static String dataset(String root) {
    List<String> wholes = wholes(root);
    return wholes.isEmpty() ? root : wholes.getLast();
  }

  /** The folders that a partition is a part of, from the next one up to the dataset. */
  static List<String> wholes(String root) {
    List<String> wholes = new ArrayList<>();
    String folder = root;
    while (!folder.isEmpty()) {
      int slash = folder.lastIndexOf('/', folder.length() - 2);
      if (folder.indexOf('=', slash + 1) < 0) {
        break;
      }
      folder = folder.substring(0, slash + 1);
      wholes.add(folder);
    }
    return wholes;
  }

  /** Where the newest manifest of a folder lies. */
  Optional<Manifest.Place> newest(String folder) {
    return listing.all(Manifest.prefix(folder), other -> true).stream()
        .flatMap(entry -> Manifest.Place.of(entry.key()).stream())
        .max(Manifest.Place.ORDER);
  }

  /** Empty when one of them is gone by now. */
  private Optional<List<Manifest>> manifests(List<Manifest.Place> places) {
    if (places.isEmpty()) {
      return Optional.of(List.of());
    }
    List<Optional<Manifest>> read = transfers.all(places, this::manifest);
    return read.stream().allMatch(Optional::isPresent)
        ? Optional.of(read.stream().map(Optional::get).toList())
        : Optional.empty();
  }

  /** The manifest that lies there, unless it is gone. */
  Optional<Manifest> manifest(Manifest.Place place) {
    return bucket
        .read(place.key())
        .map(bytes -> Manifest.decode(place, bytes, new S3Path(name, place.key())));
  }

  private List<FileInfo> files(Search search, List<Entry> entries, List<Manifest> manifests) {
    List<Found> found = new ArrayList<>();
    for (Entry entry : entries) {
      String key = entry.key();
      boolean listed = manifests.stream().anyMatch(m -> key.startsWith(m.folder()));
      if (!listed && !key.endsWith("/")) {
        found.add(new Found(key, info(key, entry.sizeBytes(), entry.version())));
      }
    }
    for (Manifest manifest : manifests) {
      int number = 0;
      for (Manifest.File file : manifest.files()) {
        String order = manifest.folder() + String.format(Locale.ROOT, "\0%09d", number++);
        String key = manifest.folder() + file.key();
        found.add(new Found(order, info(key, file.sizeBytes(), file.version())));
      }
    }
    int skipped = S3Path.SCHEME.length() + name.length() + 1;
    return found.stream()
        .filter(each -> counts(search, each.file().path().substring(skipped)))
        .sorted(Comparator.comparing(Found::order))
        .map(Found::file)
        .toList();
  }

  private static boolean counts(Search search, String key) {
    if (!key.startsWith(search.prefix())) {
      return false;
    }
    String below = key.substring(search.root().length());
    return !below.startsWith(Manifest.PLACE)
        && !below.contains("/" + Manifest.PLACE)
        && search.accepts().test(below);
  }

  private FileInfo info(String key, long sizeBytes, String version) {
    return new FileInfo(new S3Path(name, key).toString(), sizeBytes, version);
  }

  /** Whether anything is below a folder beside what is kept of its writes. */
  boolean any(String folder) {
    Bucket.Page page = bucket.list(folder, false, 3, null);
    return page.folders().stream().anyMatch(below -> !below.equals(folder + Manifest.PLACE))
        || page.entries().stream().anyMatch(entry -> !entry.key().equals(folder));
  }

  /** Every object below a folder, whatever it is. */
  List<Entry> objects(String folder) {
    return listing.all(folder, below -> true);
  }
}
