package io.sheaf.s3;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A write of a folder that is under way. Its staging path is that of a note, which tells others
 * when it began; its files lie below the folder already, under names with its mark in them, and
 * count once a manifest names them.
 *
 * @param folder the key of the folder, with a slash at its end unless it is empty
 * @param before number of the manifest that it will follow
 * @param mark in no other names
 */
record StagedWrite(String folder, long before, String mark) {
  private static final Pattern KEY =
      Pattern.compile(
          "(|.*/)" + Manifest.PLACE + "write-(\\d{19})-([0-9a-f]{12})(?:/(.*))?", Pattern.DOTALL);

  static StagedWrite begin(String folder, long before) {
    String random = UUID.randomUUID().toString().replace("-", "");
    return new StagedWrite(folder, before, random.substring(random.length() - 12));
  }

  /** The write that a key belongs to, if it is that of a note or below one. */
  static Optional<StagedWrite> of(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches()
        ? Optional.of(
            new StagedWrite(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }

  /** The key of the note; keys below it stand for the files of the write. */
  String note() {
    return folder + Manifest.PLACE + String.format(Locale.ROOT, "write-%019d-", before) + mark;
  }

  /** Whether a key is of a note and not of a file. */
  boolean isNote(String key) {
    return key.equals(note());
  }

  /** Where a file lies that was created under this key below the note. */
  String place(String key) {
    return placeOf(key.substring(note().length() + 1));
  }

  /**
   * @param name below the staging folder
   */
  String placeOf(String name) {
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    int end = dot < 0 ? name.length() : dot;
    return folder + name.substring(0, end) + "-" + mark + name.substring(end);
  }

  /** Whether an object was written by this write. */
  boolean owns(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return key.startsWith(folder) && (name.endsWith("-" + mark) || name.contains("-" + mark + "."));
  }
}
