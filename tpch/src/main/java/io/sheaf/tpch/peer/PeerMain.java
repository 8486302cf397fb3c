package io.sheaf.tpch.peer;

import io.sheaf.columnar.SheafException;
import io.sheaf.tpch.TpchAnswers;
import io.sheaf.tpch.TpchQueries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The process around one engine. A line of its input is the number of a query; it answers with
 * {@code DONE seconds} or {@code FAILED message}, after {@code READY} when it can be asked. It ends
 * at the end of its input.
 */
final class PeerMain {
  static final String READY = "READY";
  static final String DONE = "DONE";
  static final String FAILED = "FAILED";

  private PeerMain() {}

  /**
   * @param args engine, scale factor, folder of the tables, threads, settings as {@code key=value}
   */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // what an engine prints is no answer
    BigDecimal scale = new BigDecimal(args[1]);
    try (QueryRunner runner = open(args)) {
      answers.println(READY);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        answers.println(answer(runner, Integer.parseInt(line), scale));
      }
    } catch (Exception e) {
      answers.println(FAILED + " " + message(e));
    }
    System.exit(0); // engines leave threads behind
  }

  private static QueryRunner open(String[] args) throws Exception {
    String folder = args[2];
    int threads = Integer.parseInt(args[3]);
    return switch (args[0]) {
      case "duckdb" -> JdbcRunner.duckdb(folder, threads);
      case "spark" -> new SparkRunner(folder, threads);
      default -> new SheafRunner(folder, settings(args));
    };
  }

  private static Map<String, String> settings(String[] args) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : List.of(args).subList(4, args.length)) {
      int equals = setting.indexOf('=');
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    settings.put("threads", args[3]);
    return settings;
  }

  private static String answer(QueryRunner runner, int query, BigDecimal scale) {
    try {
      String text = TpchQueries.text(query, scale);
      long start = System.nanoTime();
      List<List<Object>> rows = runner.run(text);
      double seconds = (System.nanoTime() - start) / 1e9;
      List<List<String>> fields = new ArrayList<>(rows.size());
      rows.forEach(row -> fields.add(row.stream().map(PeerMain::field).toList()));
      return TpchAnswers.difference(query, scale, fields)
          .map(wrong -> FAILED + " wrong answer: " + wrong)
          .orElse(DONE + " " + seconds);
    } catch (Exception e) {
      return FAILED + " " + message(e);
    }
  }

  private static String field(Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case Double number when Double.isFinite(number) ->
          new BigDecimal(number.toString()).toPlainString();
      default -> value.toString();
    };
  }

  private static String message(Exception e) {
    String text = e instanceof SheafException ? e.getMessage() : String.valueOf(e);
    return text.lines().findFirst().orElse("");
  }
}
