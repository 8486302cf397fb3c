package io.sheaf.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A line to a service of HTTP that counts what comes over it, and may be a bad one. A thread for
 * each connection.
 */
public final class Wire implements AutoCloseable {
  private final ServerSocket door;
  private final int port;
  private final Function<String, Fault> faults;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong bodyBytes = new AtomicLong();

  /** What may happen to a request. */
  public enum Fault {
    NONE,
    /** The service fails. */
    ERROR_500,
    /** The service wants to be asked less often. */
    SLOW_DOWN,
    /** The connection breaks before the service hears of the request. */
    RESET_BEFORE,
    /** The connection breaks when the service has done what it was asked for. */
    RESET_AFTER,
    /** Half of the answer's body comes. */
    TRUNCATED,
    /** Half of the answer's body comes, and then nothing. */
    STALLED
  }

  /**
   * @param port of the service on this machine
   * @param faults what happens to a request, by its first line
   */
  public Wire(int port, Function<String, Fault> faults) {
    this.port = port;
    this.faults = faults;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** A good line. */
  public Wire(int port) {
    this(port, request -> Fault.NONE);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** First lines of all requests so far. */
  public List<String> requests() {
    return requests;
  }

  /** Bytes of the bodies of all answers so far. */
  public long bodyBytes() {
    return bodyBytes.get();
  }

  public void reset() {
    requests.clear();
    bodyBytes.set(0);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // The door is closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket service = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setTcpNoDelay(true);
      service.setTcpNoDelay(true);
      while (exchange(client, service)) {
        // the next request of the connection
      }
    } catch (IOException e) {
      // One side hung up.
    } finally {
      open.remove(client);
    }
  }

  private boolean exchange(Socket client, Socket service) throws IOException {
    Head request = Head.read(client.getInputStream());
    if (request == null) {
      return false;
    }
    requests.add(request.first());
    Fault fault = faults.apply(request.first());
    if (fault == Fault.RESET_BEFORE) {
      return reset(client);
    }
    if (request.value("expect") != null) {
      client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes());
    }
    byte[] body = request.body(client.getInputStream(), true);
    if (fault == Fault.ERROR_500 || fault == Fault.SLOW_DOWN) {
      String status = fault == Fault.ERROR_500 ? "500 Internal Error" : "503 Slow Down";
      client
          .getOutputStream()
          .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes());
      return true;
    }
    OutputStream out = service.getOutputStream();
    out.write(request.without("expect"));
    out.write(body);
    out.flush();
    return answer(client, Head.read(service.getInputStream()), service, request, fault);
  }

  private boolean answer(Socket client, Head head, Socket service, Head request, Fault fault)
      throws IOException {
    if (head == null) {
      return false;
    }
    boolean hasBody = !request.first().startsWith("HEAD") && !head.first().contains(" 204");
    byte[] body = hasBody ? head.body(service.getInputStream(), false) : new byte[0];
    if (fault == Fault.RESET_AFTER) {
      return reset(client);
    }
    boolean cut = body.length > 1 && (fault == Fault.TRUNCATED || fault == Fault.STALLED);
    OutputStream out = client.getOutputStream();
    bodyBytes.addAndGet(body.length);
    out.write(head.bytes());
    out.write(body, 0, cut ? body.length / 2 : body.length);
    out.flush();
    if (cut && fault == Fault.STALLED) {
      client.getInputStream().read(); // until the client gives up
    }
    return !cut;
  }

  private static boolean reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    return false;
  }

  /** The first line and the headers of a message. */
  private record Head(byte[] bytes) {
    static Head read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int last = 0;
      while (last != 0x0D0A0D0A) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        bytes.write(next);
        last = last << 8 | next;
      }
      return new Head(bytes.toByteArray());
    }

    private String text() {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String first() {
      return text().lines().findFirst().orElse("");
    }

    String value(String name) {
      return text()
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }

    byte[] without(String name) {
      StringBuilder kept = new StringBuilder();
      for (String line : text().split("\r\n")) {
        if (!line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
          kept.append(line).append("\r\n");
        }
      }
      return kept.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What follows, as it comes over the line. */
    byte[] body(InputStream in, boolean request) throws IOException {
      String length = value("content-length");
      if (length != null) {
        return in.readNBytes(Integer.parseInt(length));
      }
      if (value("transfer-encoding") == null) {
        return request ? new byte[0] : in.readAllBytes();
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int size;
      do {
        String line = line(in, all);
        size = Integer.parseInt(line.split(";")[0].strip(), 16);
        all.write(in.readNBytes(size));
        line(in, all);
      } while (size > 0);
      return all.toByteArray();
    }

    private static String line(InputStream in, ByteArrayOutputStream all) throws IOException {
      StringBuilder line = new StringBuilder();
      int next;
      while ((next = in.read()) != '\n') {
        if (next < 0) {
          throw new SocketException("the message breaks off");
        }
        all.write(next);
        line.append((char) next);
      }
      all.write('\n');
      return line.toString().strip();
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
