package io.sheaf.s3;

import io.sheaf.columnar.SheafException;
import io.sheaf.s3.Bucket.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes of folders in one bucket: many objects appear by one conditional request, which puts the
 * next manifest in place. Thread-safe.
 */
final class FolderWrites {
  /** Nobody writes a folder for longer. */
  private static final Duration ABANDONED = Duration.ofHours(24);

  /** Number of the manifest that says what was there before the first write. */
  private static final long FIRST = 1;

  /** So often others may write a folder while a write of it begins. */
  private static final int TRIALS = 5;

  private final Bucket bucket;
  private final String name;
  private final Folders folders;
  private final InstantSource clock;

  FolderWrites(Bucket bucket, String name, Folders folders, InstantSource clock) {
    this.bucket = bucket;
    this.name = name;
    this.folders = folders;
    this.clock = clock;
  }

  /**
   * Begins a write. From now on there is a manifest, so that nobody takes its files for those of
   * the folder.
   *
   * @param folder with a slash at its end unless it is empty
   */
  StagedWrite begin(String folder) {
    checkIsNoPart(folder);
    for (int trial = 0; trial < TRIALS; trial++) {
      StagedWrite write = StagedWrite.begin(folder, before(folder));
      bucket.put(write.note(), "a write is under way\n".getBytes(StandardCharsets.UTF_8));
      // Who wrote the folder before the note was there does not know what to keep for this write.
      if (newest(folder) == write.before()) {
        deleteAbandoned(folder);
        return write;
      }
      bucket.delete(List.of(write.note()));
    }
    throw SheafException.external(
        "FOLDER_BUSY", new S3Path(name, folder) + " is written again and again", null);
  }

  /** Whoever reads the whole of a dataset would not see what was written to a part of it. */
  private void checkIsNoPart(String folder) {
    for (String whole : Folders.wholes(folder)) {
      if (folders.newest(whole).isPresent()) {
        throw SheafException.user(
            "PART_OF_DATASET",
            "%s is a part of %s, which was written as a whole: write all of that again, or another"
                    .formatted(new S3Path(name, folder), new S3Path(name, whole))
                + " folder");
      }
    }
  }

  /** Number of the manifest that a write follows, which is there when this returns. */
  private long before(String folder) {
    long newest = newest(folder);
    if (newest > 0) {
      return newest;
    }
    Manifest present = new Manifest(folder, FIRST, present(folder));
    bucket.putNew(present.place().key(), present.encode());
    return FIRST;
  }

  /** Number of the newest manifest, or 0 when there is none. */
  private long newest(String folder) {
    return folders.newest(folder).map(Manifest.Place::number).orElse(0L);
  }

  private List<Manifest.File> present(String folder) {
    return folders.objects(folder).stream()
        .filter(entry -> !entry.key().startsWith(folder + Manifest.PLACE))
        .filter(entry -> !entry.key().endsWith("/"))
        .map(entry -> file(folder, entry))
        .toList();
  }

  private static Manifest.File file(String folder, Entry entry) {
    return new Manifest.File(
        entry.key().substring(folder.length()), entry.sizeBytes(), entry.version());
  }

  /** What processes left that are gone. */
  private void deleteAbandoned(String folder) {
    Instant limit = clock.instant().minus(ABANDONED);
    for (Entry entry : folders.objects(folder + Manifest.PLACE)) {
      if (entry.modified().isBefore(limit)) {
        StagedWrite.of(entry.key()).ifPresent(this::delete);
      }
    }
    bucket.uploads(
        folder,
        upload -> {
          if (upload.initiated().isBefore(limit)) {
            bucket.abortUpload(upload.key(), upload.uploadId());
          }
        });
  }

  /** Whether the write has neither been published nor deleted. */
  boolean isUnderWay(StagedWrite write) {
    return bucket.head(write.note()).isPresent();
  }

  /**
   * @param names of files of the write, with the names by which they are ordered
   */
  void publish(StagedWrite write, Map<String, String> names) {
    if (!isUnderWay(write)) {
      throw over(write);
    }
    Map<String, Entry> written = new HashMap<>();
    for (Entry entry : folders.objects(write.folder())) {
      written.put(entry.key(), entry);
    }
    List<Manifest.File> files = new ArrayList<>();
    names.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(each -> write.placeOf(each.getKey()))
        .forEach(key -> files.add(file(write.folder(), found(written, key))));
    Manifest next = new Manifest(write.folder(), write.before() + 1, files);
    byte[] bytes = next.encode();
    if (!bucket.putNew(next.place().key(), bytes) && !isOurs(next.place(), bytes)) {
      throw SheafException.user(
          "WRITE_CONFLICT",
          "somebody else has written %s meanwhile; nothing of this write was put in place"
              .formatted(new S3Path(name, write.folder())));
    }
    try {
      deleteReplaced(next, written);
    } catch (SheafException e) {
      // The write is done; the next one tries again to delete what no manifest names.
    }
  }

  /** The error of a write that somebody deleted meanwhile. */
  SheafException over(StagedWrite write) {
    return SheafException.external(
        "IO", "the write of " + new S3Path(name, write.folder()) + " is over", null);
  }

  private Entry found(Map<String, Entry> written, String key) {
    Entry entry = written.get(key);
    if (entry == null) {
      throw SheafException.external("IO", new S3Path(name, key) + " is gone", null);
    }
    return entry;
  }

  /** The answer to a request that succeeded may have been lost, and the request sent again. */
  private boolean isOurs(Manifest.Place place, byte[] bytes) {
    return bucket
        .read(place.key())
        .filter(there -> java.util.Arrays.equals(there, bytes))
        .isPresent();
  }

  private void deleteReplaced(Manifest next, Map<String, Entry> written) {
    Set<String> kept = new HashSet<>();
    next.files().forEach(file -> kept.add(next.folder() + file.key()));
    List<String> gone = new ArrayList<>();
    List<Manifest.Place> old =
        written.keySet().stream()
            .flatMap(key -> Manifest.Place.of(key).stream())
            .filter(place -> place.folder().equals(next.folder()))
            .filter(place -> place.number() < next.number())
            .sorted(Comparator.comparingLong(Manifest.Place::number))
            .toList();
    for (Manifest.Place place : old) {
      folders.manifest(place).stream()
          .flatMap(manifest -> manifest.files().stream())
          .map(file -> next.folder() + file.key())
          .filter(key -> !kept.contains(key))
          .forEach(gone::add);
    }
    bucket.delete(gone);
    Set<Long> awaited = awaited(next.folder(), written.keySet());
    bucket.delete(
        old.stream()
            .filter(place -> !awaited.contains(place.number()))
            .map(Manifest.Place::key)
            .toList());
  }

  /**
   * Numbers of the manifests that writes under way would put in place: where there is one already,
   * they find that somebody else was quicker.
   */
  private static Set<Long> awaited(String folder, Set<String> keys) {
    return keys.stream()
        .flatMap(key -> StagedWrite.of(key).stream())
        .filter(write -> write.folder().equals(folder))
        .map(write -> write.before() + 1)
        .collect(Collectors.toSet());
  }

  /** Deletes what a write left beside the files that count; it is over. */
  void delete(StagedWrite write) {
    String folder = write.folder();
    Optional<Manifest> newest = folders.newest(folder).flatMap(folders::manifest);
    Set<String> kept = new HashSet<>();
    newest.ifPresent(manifest -> manifest.files().forEach(file -> kept.add(folder + file.key())));
    List<String> gone = new ArrayList<>(List.of(write.note()));
    boolean alone = true;
    for (Entry entry : folders.objects(folder)) {
      boolean others = StagedWrite.of(entry.key()).filter(w -> !w.equals(write)).isPresent();
      alone &= !others;
      if (write.owns(entry.key()) && !kept.contains(entry.key())) {
        gone.add(entry.key());
      }
    }
    bucket.delete(gone);
    // The first manifest is only there to keep files of writes apart from those of the folder.
    boolean last = alone;
    newest
        .filter(manifest -> last && manifest.number() == FIRST)
        .ifPresent(manifest -> bucket.delete(List.of(manifest.place().key())));
  }
}
