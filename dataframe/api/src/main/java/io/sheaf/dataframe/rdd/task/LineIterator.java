package io.sheaf.dataframe.rdd.task;

import io.sheaf.connector.ReadableFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines that begin in a piece of a file; the last one may reach beyond it. A line ends in
 * {@code \n} or {@code \r\n}, or with the file.
 */
final class LineIterator implements Iterator<String> {
  private static final int READ_BYTES = 256 << 10;

  private final ReadableFile file;
  private final TextLines.Piece piece;
  private byte[] buffer = new byte[READ_BYTES];
  private int start;
  private int end;

  /** Offset in the file of what follows the buffer. */
  private long position;

  private String line;

  LineIterator(ReadableFile file, TextLines.Piece piece) {
    this.file = file;
    this.piece = piece;
    // A line belongs to the piece that has the end of the one before.
    this.position = Math.max(0, piece.from() - 1);
    if (piece.from() > 0) {
      read();
    }
  }

  @Override
  public boolean hasNext() {
    if (line == null && position - (end - start) < piece.to()) {
      line = read();
    }
    return line != null;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String found = line;
    line = null;
    return found;
  }

  /** The next line, null at the end of the file. */
  private String read() {
    int looked = start;
    while (true) {
      for (int i = looked; i < end; i++) {
        if (buffer[i] == '\n') {
          return take(i, 1);
        }
      }
      looked = end - start;
      if (!fill()) {
        return end == start ? null : take(end, 0);
      }
    }
  }

  private String take(int newline, int skipped) {
    int last = newline > start && buffer[newline - 1] == '\r' ? newline - 1 : newline;
    String text = new String(buffer, start, last - start, StandardCharsets.UTF_8);
    start = newline + skipped;
    return text;
  }

  /** Moves what is left to the front and reads more; false at the end of the file. */
  private boolean fill() {
    int left = end - start;
    if (left > buffer.length / 2) {
      buffer = Arrays.copyOfRange(buffer, start, start + 2 * buffer.length);
    } else {
      System.arraycopy(buffer, start, buffer, 0, left);
    }
    start = 0;
    end = left;
    int wanted = (int) Math.min(buffer.length - end, piece.fileBytes() - position);
    if (wanted <= 0) {
      return false;
    }
    file.read(position, buffer, end, wanted);
    position += wanted;
    end += wanted;
    return true;
  }
}
