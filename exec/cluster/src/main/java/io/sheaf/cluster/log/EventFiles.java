package io.sheaf.cluster.log;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event log in a folder: a line for each event, written before {@link #add} returns. A file that
 * is full is followed by another one, and the oldest are deleted. For one thread.
 */
public final class EventFiles implements EventLog {
  private static final String PREFIX = "events-";
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private final Bounds bounds;
  private final InstantSource clock;
  private OutputStream out;
  private Path file;
  private long fileBytes;
  private long lost;

  /**
   * How large a folder may become, files of other processes included.
   *
   * @param fileBytes a file takes no more lines when it is so large
   * @param files as many are kept
   */
  public record Bounds(long fileBytes, int files) {
    public static final Bounds USUAL = new Bounds(8 << 20, 8);
  }

  /**
   * Takes a folder, which is made if it is not there; the first event begins a new file.
   *
   * @param clock tells the time of day
   * @throws SheafException (EXTERNAL) when it cannot be written
   */
  public EventFiles(Path folder, Bounds bounds, InstantSource clock) {
    this.folder = folder;
    this.bounds = bounds;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      files(folder);
    } catch (IOException e) {
      throw SheafException.external(
          "CANNOT_WRITE", "cannot write an event log in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void next() throws IOException {
    close();
    List<Path> present = files(folder);
    long number = present.isEmpty() ? 1 : number(present.getLast()) + 1;
    for (; out == null; number++) {
      Path path = folder.resolve(String.format("%s%08d%s", PREFIX, number, SUFFIX));
      try {
        out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file = path;
      } catch (FileAlreadyExistsException e) {
        // Another process took the number.
      }
    }
    fileBytes = 0;
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }

  /** The files of a log, oldest first. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(
              path -> path.getFileName().toString().matches(PREFIX + "\\d{8,18}" + SUFFIX))
          .sorted(Comparator.comparingLong(EventFiles::number))
          .toList();
    }
  }

  @Override
  public void add(LogEvent event) {
    try {
      if (out == null || fileBytes >= bounds.fileBytes()) {
        next();
      }
      if (lost > 0) {
        write(new LogEvent.EventsLost(event.nanos(), lost));
        lost = 0;
      }
      write(event);
    } catch (IOException | RuntimeException e) {
      lost++;
      abandonFile();
    }
  }

  /** What could not be written may have been written in part: no more lines follow it. */
  private void abandonFile() {
    try {
      close();
      if (fileBytes == 0 && file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // It is as good as closed.
    }
  }

  /** Old files go once the new one has taken a line, and not for one that takes none. */
  private void deleteOldest() throws IOException {
    List<Path> present = files(folder);
    for (int i = 0; i < present.size() - bounds.files(); i++) {
      Files.deleteIfExists(present.get(i));
    }
  }

  private void write(LogEvent event) throws IOException {
    byte[] line = (LogLine.of(event, clock.instant()) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line);
    boolean first = fileBytes == 0;
    fileBytes += line.length;
    if (first) {
      deleteOldest();
    }
  }

  /**
   * All events that are kept in a folder, oldest first. A last line that is not whole yet is left
   * out.
   *
   * @throws SheafException (EXTERNAL) when a line is damaged
   */
  public static List<LogEvent> read(Path folder) {
    List<LogEvent> events = new ArrayList<>();
    try {
      for (Path file : files(folder)) {
        String text = Files.readString(file);
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .map(LogLine::parse)
            .forEach(events::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      out = null;
    }
  }
}
